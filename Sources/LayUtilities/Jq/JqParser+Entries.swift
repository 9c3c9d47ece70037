extension JqParser {
    // MARK: Patterns

    /// What a rule of patterns, or of lists, makes.
    mutating func makePattern(
        _ action: JqAction, _ parts: [JqPiece], _ span: JqSpan
    ) -> JqPiece {
        switch action {
        case .list: return listed(parts[0])
        case .more, .patternList: return lengthened(parts[0], by: parts[2])
        case .variablePattern: return pattern(.variable(name(parts[1])))
        case .arrayPattern:
            guard case .nodes(let elements) = parts[1] else { return pattern(.array([])) }
            return pattern(.array(elements))
        case .objectPattern:
            guard case .patternEntries(let entries) = parts[1] else {
                return pattern(.object([]))
            }
            return pattern(.object(entries))
        case .shortPattern:
            let name = name(parts[1])
            return .patternEntry(
                JqPatternEntry(key: constant(.text(name)), variable: name, pattern: nil))
        case .boundPattern:
            let name = name(parts[1])
            return .patternEntry(
                JqPatternEntry(
                    key: constant(.text(name)), variable: name, pattern: number(parts[3])))
        case .namedPattern: return entry(constant(.text(name(parts[0]))), parts[2])
        case .textPattern: return entry(node(parts[0]), parts[2])
        case .computedPattern:
            checkKey(node(parts[1]), span)
            return entry(node(parts[1]), parts[4])
        default:
            report("May need parentheses around object key expression", span)
            return entry(constant(.text([])), parts[2])
        }
    }

    private mutating func pattern(_ pattern: JqPattern) -> JqPiece {
        tree.patterns.append(pattern)
        return .pattern(tree.patterns.count - 1)
    }

    private func number(_ piece: JqPiece) -> Int? {
        if case .pattern(let number) = piece { return number }
        return nil
    }

    private func entry(_ key: Int, _ piece: JqPiece) -> JqPiece {
        .patternEntry(JqPatternEntry(key: key, variable: nil, pattern: number(piece)))
    }

    private func listed(_ piece: JqPiece) -> JqPiece {
        switch piece {
        case .node(let node), .pattern(let node): .nodes([node])
        case .patternEntry(let entry): .patternEntries([entry])
        case .parameter(let name, let isValue): .parameters([(name, isValue)])
        default: piece
        }
    }

    private func lengthened(_ list: JqPiece, by piece: JqPiece) -> JqPiece {
        switch (list, piece) {
        case (.nodes(let nodes), .node(let node)), (.nodes(let nodes), .pattern(let node)):
            return .nodes(nodes + [node])
        case (.patternEntries(let entries), .patternEntry(let entry)):
            return .patternEntries(entries + [entry])
        default: return list
        }
    }

    // MARK: Objects

    /// What a rule of objects makes.
    mutating func makeObject(
        _ action: JqAction, _ parts: [JqPiece], _ span: JqSpan
    ) -> JqPiece {
        switch action {
        case .object: return object(parts[1])
        case .oneEntry:
            guard case .entry(let entry) = parts[0] else { return .entries([]) }
            return .entries([entry])
        case .moreEntries:
            guard case .entry(let entry) = parts[0], case .entries(let entries) = parts[2] else {
                return parts[2]
            }
            // The last one comes first, since the list is made from its end.
            return .entries(entries + [entry])
        case .entry:
            return .entry(JqEntryNode(key: constant(.text(name(parts[0]))), value: node(parts[2])))
        case .textEntry: return .entry(JqEntryNode(key: node(parts[0]), value: node(parts[2])))
        case .shortText: return .entry(JqEntryNode(key: node(parts[0]), value: nil))
        case .shortVariable:
            let name = name(parts[1])
            return .entry(
                JqEntryNode(key: constant(.text(name)), value: add(.variable(name, span))))
        case .shortName:
            return .entry(JqEntryNode(key: constant(.text(name(parts[0]))), value: nil))
        case .computedEntry:
            checkKey(node(parts[1]), span)
            return .entry(JqEntryNode(key: node(parts[1]), value: node(parts[4])))
        default:
            // `error ',' MkDict` says nothing, `error ':' ExpD` does.
            if case .token(.colon, _) = parts[1] {
                report("May need parentheses around object key expression", span)
                return .none
            }
            return parts[2]
        }
    }

    private mutating func object(_ piece: JqPiece) -> JqPiece {
        guard case .entries(let reversed) = piece else { return .node(add(.identity)) }
        let entries = Array(reversed.reversed())
        var constants: [(key: [UInt8], value: JqConstant)] = []
        for entry in entries {
            guard case .constant(.text(let key)) = tree.nodes[entry.key], let node = entry.value,
                case .constant(let value) = tree.nodes[node], value.depth < 32
            else { return .node(add(.object(entries))) }
            constants.append((key, value))
        }
        return .node(constant(.object(constants)))
    }

    /// Reports a constant that cannot be a key.
    private mutating func checkKey(_ node: Int, _ span: JqSpan) {
        guard case .constant(let value) = tree.nodes[node] else { return }
        let shown: String
        switch value {
        case .text: return
        case .null: shown = "null (null)"
        case .no: shown = "boolean (false)"
        case .yes: shown = "boolean (true)"
        case .number(let number):
            shown = String(decoding: JqRaise.shown(.number(number)), as: UTF8.self)
        case .array(let elements): shown = "array (\(elements.isEmpty ? "[]" : "[...]"))"
        case .object(let entries): shown = "object (\(entries.isEmpty ? "{}" : "{...}"))"
        }
        report("Cannot use \(shown) as object key", span)
    }
}
