//! [`Value`]: a value as in `default` and `example`.

/// A value as in `default` and `example`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A string; the wire value for an enum.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// An object or a map.
    Object(Vec<(String, Value)>),
}
