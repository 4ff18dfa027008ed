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
        let did = {
            let mut open = lock(&text);
            same_session(&open, &args.session)?;
            own_client(&mut open, &args.client, &writer)?;
            open.change(&writer.by, |text| match turn {
                Turn::Back => text.undo_within(&args.client, reach),
                Turn::Again => text.redo_within(&args.client, reach),
            })
        };
        self.texts.touched();
        Ok(TextUndone { pushed: self.answer_step(caller, args.article, args.step)?, did })
    }
}
