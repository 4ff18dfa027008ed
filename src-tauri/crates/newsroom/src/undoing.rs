//! Taking back one's own last stroke or decision, and doing it again.

use desk::rights::Mode;
use manuscript::Reach;

use crate::caller::Caller;
use crate::deciding::own_client;
use crate::room::Newsroom;
use crate::text::lock;
use crate::typing::same_session;
use crate::wire::failure::Failure;
use crate::wire::review::{TextUndo, TextUndone};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Back,
    Again,
}

impl Newsroom {
    pub(crate) fn undo_typing(&self, caller: &Caller, args: &TextUndo, turn: Turn) -> Result<TextUndone, Failure> {
        self.catch_up()?;
        let writer = self.writer(caller, args.article)?;
        // Whoever may only suggest now does not change the text by taking back what they did before.
        let reach = if writer.may == Mode::Edit { Reach::All } else { Reach::Suggestions };
        let text = self.open_text(args.article)?;
        let (did, stepped) = {
            let mut open = lock(&text);
            same_session(&open, &args.session)?;
            own_client(&mut open, &args.client, &writer)?;
            let before = open.step();
            let did = open.change(&writer.by, |text| match turn {
                Turn::Back => text.undo_within(&args.client, reach),
                Turn::Again => text.redo_within(&args.client, reach),
            });
            (did, open.step() > before)
        };
        if did && !stepped {
            // Where the text reads as before, no step tells when it is on disk: it is when it is answered.
            self.write_text_of(args.article)?;
        } else {
            self.texts.touched();
        }
        Ok(TextUndone { pushed: self.answer_step(caller, args.article, args.step)?, did })
    }
}
