//! The small public error, made of the rich ones: one exhaustive conversion.

use ledger::LedgerError;

use crate::wire::failure::{Code, Failure};

impl Failure {
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Code::Failed, message)
    }

    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(Code::Refused, message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Code::NotFound, message)
    }

    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), detail: String::new() }
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Self {
        let code = match &error {
            LedgerError::ReadOnly { .. } | LedgerError::Full { .. } | LedgerError::Busy { .. } => Code::NotSaved,
            LedgerError::Damaged { .. } | LedgerError::NotADesk { .. } => Code::Damaged,
            LedgerError::Newer { .. } => Code::Newer,
            LedgerError::Missing { .. }
            | LedgerError::NoFolder { .. }
            | LedgerError::Exists { .. }
            | LedgerError::Io { .. }
            | LedgerError::NoVersion { .. }
            | LedgerError::NotBegun { .. }
            | LedgerError::Other { .. } => Code::Failed,
        };
        let detail = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        Self { code, message: error.to_string(), detail }
    }
}
