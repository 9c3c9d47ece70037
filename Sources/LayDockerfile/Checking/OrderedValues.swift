/// Values by name, in the order in which they were last set.
struct OrderedValues: Sendable {
    private var values: [String: (value: String, order: Int)] = [:]
    private var count = 0

    /// The value of a name; setting one moves it behind all others.
    subscript(name: String) -> String? {
        get { values[name]?.value }
        set {
            count += 1
            values[name] = newValue.map { ($0, count) }
        }
    }

    /// The names, the one that was set last at the end.
    ///
    /// - Complexity: O(*n* log *n*).
    var names: [String] {
        values.sorted { $0.value.order < $1.value.order }.map(\.key)
    }
}
