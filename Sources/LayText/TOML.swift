extension DocumentNode {
    /// Reads a text in TOML 1.0; dates and times are texts, as they are written.
    ///
    /// `step` is asked at each line, and `hasRoom` before each level of nesting.
    ///
    /// - Throws: `DocumentError` with line and column, and what `step` throws.
    package static func toml(
        _ text: UnsafeRawBufferPointer, step: ReadingStep, hasRoom: () -> Bool = { true }
    ) throws -> DocumentNode {
        try withoutActuallyEscaping(step) { step in
            try withoutActuallyEscaping(hasRoom) { hasRoom in
                var reader = TOMLReader(text, step, hasRoom)
                return try reader.document().node
            }
        }
    }
}

/// A table that is being read.
final class TOMLTable {
    enum Item {
        case value(DocumentNode)
        case table(TOMLTable)
        case tables(List)
    }

    /// A list of tables, which grows with each header of its name.
    final class List {
        var tables = [TOMLTable()]
    }

    private var names: [String] = []
    private var items: [String: Item] = [:]

    subscript(name: String) -> Item? {
        get { items[name] }
        set {
            if items.updateValue(newValue ?? .value(.null), forKey: name) == nil {
                names.append(name)
            }
        }
    }

    /// The table at the end of some keys, which is made; `nil` where a value is in the way.
    func table(at keys: some Sequence<String>) -> TOMLTable? {
        var table = self
        for key in keys {
            switch table[key] {
            case .table(let inner): table = inner
            case .tables(let all):
                guard let last = all.tables.last else { return nil }
                table = last
            case .value: return nil
            case nil:
                let inner = TOMLTable()
                table[key] = .table(inner)
                table = inner
            }
        }
        return table
    }

    var node: DocumentNode {
        .mapping(
            names.map { name in
                let value: DocumentNode =
                    switch items[name] {
                    case .value(let node): node
                    case .table(let table): table.node
                    case .tables(let tables): .sequence(tables.tables.map(\.node))
                    case nil: .null
                    }
                return (.string(name), value)
            })
    }
}

/// What may no longer be done at a path of keys, by TOML's rules about tables.
final class TOMLRules {
    private var isDeclared = false
    private var isFrozen = false
    private var isFrozenBelow = false
    private var inner: [String: TOMLRules] = [:]

    private func find(_ keys: some Sequence<String>) -> (rules: TOMLRules?, isFrozen: Bool) {
        var rules = self
        for key in keys {
            guard let next = rules.inner[key] else { return (nil, rules.isFrozenBelow) }
            if rules.isFrozenBelow { return (next, true) }
            rules = next
        }
        return (rules, rules.isFrozen || rules.isFrozenBelow)
    }

    private func made(_ keys: some Sequence<String>) -> TOMLRules {
        var rules = self
        for key in keys {
            let next = rules.inner[key] ?? TOMLRules()
            rules.inner[key] = next
            rules = next
        }
        return rules
    }

    /// True for a table that a header or dotted keys have declared.
    func isDeclared(_ keys: some Sequence<String>) -> Bool {
        find(keys).rules?.isDeclared ?? false
    }

    /// True for what a value in brackets or braces has closed.
    func isFrozen(_ keys: some Sequence<String>) -> Bool { find(keys).isFrozen }

    func declare(_ keys: some Sequence<String>) { made(keys).isDeclared = true }

    func freeze(_ keys: some Sequence<String>) {
        let rules = made(keys)
        (rules.isFrozen, rules.isFrozenBelow) = (true, true)
    }

    /// Begins anew at some keys, where another table of a list begins.
    func forget(_ keys: [String]) {
        guard let last = keys.last, let above = find(keys.dropLast()).rules else { return }
        above.inner[last] = nil
    }
}
