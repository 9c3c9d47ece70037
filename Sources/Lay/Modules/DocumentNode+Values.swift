internal import LayRuntime
internal import LayText

extension VM {
    /// The value of a node.
    ///
    /// - Throws: `Limit` or `Cancelled`, when they are reached.
    func value(of node: DocumentNode) throws -> Value {
        try work(1)
        switch node {
        case .null: return .nil
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .float(let value): return .float(value)
        case .string(let value): return string(value)
        case .sequence(let elements):
            return try collect { append in
                for element in elements { append(try value(of: element)) }
            }
        case .mapping(let entries):
            let map = self.map([])
            do {
                for entry in entries {
                    // Every node is a value that can be a key, maps aside.
                    let key = try value(of: entry.key)
                    let inner = try value(of: entry.value)
                    if (try? set(key, to: inner, in: map)) == nil {
                        release(key)
                        release(inner)
                    }
                }
                return map
            } catch {
                release(map)
                throw error
            }
        }
    }
}
