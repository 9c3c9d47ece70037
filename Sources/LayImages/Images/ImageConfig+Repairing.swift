internal import LayArchive
internal import LayBounds
internal import LayFiles

/// Configurations whose fields are not of the kinds that other tools read.
extension ImageConfig {
    /// Puts right what can only have meant one thing: a number for a user, a list for a set, a line
    /// for a command (as moby reads it); leaves out a time that is none. Gives a line for each.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` for what could mean anything.
    mutating func repairFields(of user: String) throws(ImageError) -> [String] {
        var notes: [String] = []
        if let created = self["created"], created != .null,
            created.string.map({ Timestamp.seconds($0) == nil }) ?? true
        {
            self["created"] = nil
            notes.append("the config's created is no time (\(created.text())), so it was left out")
        }
        for (key, value) in self["config"]?.object?.entries ?? [] {
            if (try? ConfigFields.check(key, value)) != nil || Self.isSetOfNothing(value) {
                continue
            }
            guard let kind = ConfigFields.types[key] else { continue }
            guard let repaired = Self.repaired(value, kind) else {
                throw .noConfigField(key, of: kind.rawValue, in: user)
            }
            self[parameter: key] = repaired
            notes.append(
                "the config's \(key) is not \(kind.rawValue), so \(value.text()) was taken for "
                    + "\(repaired.text())")
        }
        return notes
    }

    /// Go reads null where an empty map belongs.
    private static func isSetOfNothing(_ value: JSONValue) -> Bool {
        value.object?.entries.allSatisfy { $0.value == .null || $0.value == .object([:]) } == true
    }

    private static func repaired(_ value: JSONValue, _ kind: ConfigFields.Kind) -> JSONValue? {
        switch (kind, value) {
        case (.text, .int(let number)): return .string("\(number)")
        case (.texts, .string(let line)): return .array([.string(line)])
        case (.set, .array(let names)):
            var set = JSONObject()
            for name in names {
                guard let name = name.string else { return nil }
                set[name] = .object([:])
            }
            return .object(set)
        case (.pairs, .object(let entries)):
            var pairs = JSONObject()
            for (name, value) in entries.entries {
                switch value {
                case .string: pairs[name] = value
                case .int, .double, .bool: pairs[name] = .string(value.text())
                default: return nil
                }
            }
            return .object(pairs)
        default: return nil
        }
    }
}
