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
        for (key, kind) in ConfigFields.topLevel.sorted(by: { $0.key < $1.key }) {
            guard let value = self[key] else { continue }
            if let repaired = try Self.repairedField(key, value, kind, of: user, &notes) {
                self[key] = repaired
            }
        }
        try repairHistory(of: user, &notes)
        if let value = self["config"], value != .null, value.object == nil {
            throw .noConfigField("config", of: "a map", in: user)
        }
        for (key, value) in self["config"]?.object?.entries ?? [] {
            guard let kind = ConfigFields.types[key] else { continue }
            if let repaired = try Self.repairedField(key, value, kind, of: user, &notes) {
                self[parameter: key] = repaired
            }
        }
        return notes
    }

    /// What a field was meant to hold; `nil` when it holds that.
    private static func repairedField(
        _ key: String, _ value: JSONValue, _ kind: ConfigFields.Kind, of user: String,
        _ notes: inout [String]
    ) throws(ImageError) -> JSONValue? {
        if ConfigFields.fits(value, kind) || (kind == .set && isSetOfNothing(value)) { return nil }
        guard let repaired = repaired(value, kind) else {
            throw .noConfigField(key, of: kind.rawValue, in: user)
        }
        notes.append(
            "the config's \(key) is not \(kind.rawValue), so \(value.text()) was taken for "
                + "\(repaired.text())")
        return repaired
    }

    /// Leaves out times of history entries that are none.
    private mutating func repairHistory(of user: String, _ notes: inout [String])
        throws(ImageError)
    {
        guard let value = self["history"], value != .null else { return }
        guard var lines = value.array else {
            throw .noConfigField("history", of: "a list of maps", in: user)
        }
        var isChanged = false
        for index in lines.indices {
            guard var line = lines[index].object else {
                throw .noConfigField("history", of: "a list of maps", in: user)
            }
            for key in ["created_by", "author", "comment"] where line[key] != .null {
                if let value = line[key], value.string == nil {
                    throw .noConfigField("history's \(key)", of: "a string", in: user)
                }
            }
            guard let created = line["created"], created != .null,
                created.string.map({ Timestamp.seconds($0) == nil }) ?? true
            else { continue }
            line["created"] = nil
            notes.append(
                "the history's created is no time (\(created.text())), so it was left out")
            lines[index] = .object(line)
            isChanged = true
        }
        if isChanged { self["history"] = .array(lines) }
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
