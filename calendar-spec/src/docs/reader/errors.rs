//! The error table.

use super::Reader;
use crate::docs::facts::{ErrorRow, Stated};
use crate::docs::page::{Row, Table, one_line, pieces, plain};
use crate::docs::terms::Column;

impl Reader {
    pub(super) fn errors(&mut self, table: &Table, columns: &[Option<Column>], line: usize) {
        let stated = self.facts.errors.take();
        let mut rows = stated.map_or_else(Vec::new, |stated| stated.value);
        for row in &table.rows {
            match error(row, columns) {
                Ok(error) => rows.push(error),
                Err(what) => self.unread(row.line, what),
            }
        }
        self.facts.errors = Some(Stated { value: rows, line });
    }
}

fn error(row: &Row, columns: &[Option<Column>]) -> Result<ErrorRow, String> {
    let cell = |column| {
        let index = columns.iter().position(|known| *known == Some(column));
        index.and_then(|index| row.cells.get(index)).map(|cell| pieces(cell)).unwrap_or_default()
    };
    let (status, code) = (plain(&cell(Column::Status)), plain(&cell(Column::Code)));
    let no_number =
        |what: &str, text: &str, wanted: &str| format!("the {what} “{text}” of an error is not a number{wanted}");
    let number = status.parse().ok().filter(|status| (100..600).contains(status));
    let number = number.ok_or_else(|| no_number("HTTP status", &status, " from 100 to 599"));
    Ok(ErrorRow {
        line: row.line,
        status: if matches!(&*status, "" | "-") { None } else { Some(number?) },
        code: code.parse().ok().filter(|code| *code >= 0).ok_or_else(|| no_number("code", &code, ""))?,
        message: plain(&cell(Column::Description)),
        advice: one_line(&cell(Column::Advice)),
    })
}
