//! Folding a text's updates into its snapshot, so that it stays quick to load.

use manuscript::Manuscript;

use crate::error::LedgerError;
use crate::ledger::Ledger;

pub(crate) fn fold(ledger: &Ledger, longest: usize) -> Result<usize, LedgerError> {
    let mut folded = 0;
    for article in ledger.read(|reader| reader.long_texts(longest))? {
        let read = ledger.read(|reader| {
            Ok::<_, LedgerError>(reader.text(article)?.map(|text| (text, reader.folded_upto(article))))
        })?;
        let Some((text, from)) = read else { continue };
        let from = from?;
        // Loading takes a while for a long text: nobody waits for it, the writer is held only to put the result in place.
        let loaded = Manuscript::load(text.snapshot.as_deref(), &text.updates);
        let Ok(mut open) = loaded else {
            tracing::warn!(%article, "a text does not load and is left as it is");
            continue;
        };
        let snapshot = open.snapshot();
        if ledger.write(|reader| reader.fold_text(article, from, text.upto, &snapshot))? {
            folded += 1;
        }
    }
    Ok(folded)
}
