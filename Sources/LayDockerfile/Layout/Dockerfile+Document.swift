public import LayArchive

extension Dockerfile {
    /// The file as a JSON document for tools: escape, directives, comments and instructions.
    ///
    /// `args` are the words of an instruction as they are written; a shell form is one word, an
    /// ENV or LABEL has `pairs` beside. Lines count from 1.
    public var document: JSONValue {
        var taken: Set<Int> = Set(directives.map(\.line))
        for instruction in instructions {
            for heredoc in instruction.heredocs { taken.formUnion(heredoc.lines) }
        }
        let comments: [JSONValue] = lines.enumerated().compactMap { index, line in
            let text = Blank.trimmed(Array(line.utf8)[...])
            guard text.first == UInt8(ascii: "#"), !taken.contains(index + 1) else { return nil }
            return .object([
                "line": .int(Int64(index + 1)),
                "text": .string(String(bytes: Blank.trimmed(text.dropFirst()))),
            ])
        }
        return .object([
            "name": .string(name),
            "escape": .string(String(bytes: [escape])),
            "directives": .array(
                directives.map { directive in
                    .object([
                        "name": .string(directive.name), "value": .string(directive.value),
                        "line": .int(Int64(directive.line)),
                    ])
                }),
            "comments": .array(comments),
            "instructions": .array(instructions.map { $0.document(escape: escape) }),
        ])
    }
}

extension Dockerfile.Instruction {
    func document(escape: UInt8) -> JSONValue {
        var object: JSONObject = [
            "name": .string(name), "word": .string(word),
            "line": .int(Int64(lines.lowerBound)), "endLine": .int(Int64(lines.upperBound)),
            "flags": .array(flags.map { .string($0) }),
            "args": .array(words(escape: escape).map { .string($0) }),
            "json": .bool(json != nil),
        ]
        if name == "ENV" || name == "LABEL" { object["pairs"] = .array(pairs(escape: escape)) }
        object["heredocs"] = .array(heredocs.map(\.document))
        object["comments"] = .array(comments.map { .string($0) })
        object["text"] = .string(text)
        return .object(object)
    }

    /// The words of the arguments.
    private func words(escape: UInt8) -> [String] {
        let bytes = Array(arguments.utf8)[...]
        guard !bytes.isEmpty else { return [] }
        switch name {
        case "HEALTHCHECK":
            let (type, rest) = HealthWords.split(bytes)
            return [String(bytes: type)] + (json ?? (rest.isEmpty ? [] : [String(bytes: rest)]))
        case _ where json != nil: return json ?? []
        case "ENV", "LABEL":
            let words = KeyValues.words(bytes, escape: escape)
            if words.first?.contains(UInt8(ascii: "=")) == true {
                return words.map { String(bytes: $0[...]) }
            }
            let (key, value) = Blank.cut(bytes)
            return [String(bytes: key)] + (value.map { [String(bytes: $0)] } ?? [])
        case "ARG": return KeyValues.words(bytes, escape: escape).map { String(bytes: $0[...]) }
        case "FROM", "EXPOSE", "VOLUME", "COPY", "ADD":
            return Blank.words(bytes).map { String(bytes: $0) }
        default: return [arguments]
        }
    }

    private func pairs(escape: UInt8) -> [JSONValue] {
        let pairs: [Command.Pair]
        do throws(Fault) {
            pairs = try KeyValues.pairs(Array(arguments.utf8)[...], of: name, escape: escape)
        } catch {
            // The file was refused when it was read.
            return []
        }
        return pairs.map { pair in
            .object([
                "key": .string(pair.key), "value": .string(pair.value),
                "legacy": .bool(pair.isLegacy),
            ])
        }
    }
}

extension Dockerfile.Heredoc {
    fileprivate var document: JSONValue {
        .object([
            "name": .string(name), "content": .string(content), "expand": .bool(expands),
            "stripTabs": .bool(stripsTabs), "fd": .int(Int64(descriptor)),
            "line": .int(Int64(lines.lowerBound)), "endLine": .int(Int64(lines.upperBound)),
        ])
    }
}
