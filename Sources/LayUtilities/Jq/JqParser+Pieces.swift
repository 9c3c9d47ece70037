extension JqParser {
    /// What a rule makes of its parts.
    mutating func make(
        _ action: JqAction, _ parts: [JqPiece], _ span: JqSpan, first: JqSpan
    ) -> JqPiece {
        switch action {
        case .none, .imports, .noEntries, .functions: return makeTop(action, parts)
        case .program, .library, .module, .importItem, .importMeta, .importData, .importCode,
            .includeCode, .importFrom:
            return makeModule(action, parts, span)
        case .first, .keyword: return parts[0]
        case .second, .group: return parts[1]
        case .function, .functionWithParameters, .parameter, .valueParameter, .moreParameters:
            return makeFunction(action, parts)
        case .list, .more, .patternList, .variablePattern, .arrayPattern, .objectPattern,
            .shortPattern, .boundPattern, .namedPattern, .textPattern, .computedPattern,
            .patternError:
            return makePattern(action, parts, span)
        case .oneEntry, .moreEntries, .entry, .textEntry, .shortText, .shortVariable, .shortName,
            .computedEntry, .entryError, .object:
            return makeObject(action, parts, span)
        case .text, .formattedText, .emptyText, .textPiece, .interpolation:
            return makeText(action, parts)
        case .fieldOf, .field, .dotText, .dotTextOf, .indexOf, .iterate, .sliceBoth, .sliceFrom,
            .sliceTo:
            return .node(makeAccess(action, parts))
        case .conditionError, .catchError, .breakError, .fieldError:
            return makeMistake(action, parts, span)
        default: return .node(makeExpression(action, parts, span, first: first))
        }
    }

    /// Adds a node to the tree: its number.
    mutating func add(_ node: JqNode) -> Int {
        tree.nodes.append(node)
        return tree.nodes.count - 1
    }

    mutating func constant(_ value: JqConstant) -> Int { add(.constant(value)) }

    /// The node of a piece; the identity where a mistake left none.
    mutating func node(_ piece: JqPiece) -> Int {
        if case .node(let node) = piece { return node }
        return add(.identity)
    }

    /// The name, digits or text of a piece.
    func name(_ piece: JqPiece) -> [UInt8] {
        if case .token(_, let text) = piece { return text }
        return []
    }

    private mutating func makeTop(_ action: JqAction, _ parts: [JqPiece]) -> JqPiece {
        switch action {
        case .functions:
            if case .function(let function) = parts[0] { tree.definitions.append(function) }
        case .noEntries: return .entries([])
        default: break
        }
        return .none
    }

    private mutating func makeMistake(
        _ action: JqAction, _ parts: [JqPiece], _ span: JqSpan
    ) -> JqPiece {
        switch action {
        case .conditionError: report("Possibly unterminated 'if' statement", span)
        case .catchError: report("Possibly unterminated 'try' statement", span)
        case .breakError: report("break requires a label to break to", span)
        default:
            report("try .[\"field\"] instead of .field for unusually named fields", span)
        }
        return .node(add(.identity))
    }

    private mutating func makeText(_ action: JqAction, _ parts: [JqPiece]) -> JqPiece {
        switch action {
        case .emptyText: return .node(constant(.text([])))
        case .textPiece: return .node(join(node(parts[0]), constant(.text(name(parts[1])))))
        case .interpolation:
            // What stands in it takes the format of the text, which is told at its end.
            return .node(join(node(parts[0]), add(.format([], node(parts[2])))))
        case .text:
            return .node(setFormat(Array("text".utf8), node(parts[1])))
        default: return .node(setFormat(name(parts[0]), node(parts[2])))
        }
    }

    private mutating func join(_ left: Int, _ right: Int) -> Int {
        fold(.add, left, right) ?? add(.binary(.add, left, right))
    }

    /// Names the format of the interpolations of a text.
    private mutating func setFormat(_ format: [UInt8], _ text: Int) -> Int {
        var node = text
        while case .binary(.add, let left, let right) = tree.nodes[node] {
            if case .format(let old, let body) = tree.nodes[right], old.isEmpty {
                tree.nodes[right] = .format(format, body)
            }
            node = left
        }
        return text
    }

    // MARK: Modules

    private mutating func makeModule(
        _ action: JqAction, _ parts: [JqPiece], _ span: JqSpan
    ) -> JqPiece {
        switch action {
        case .program: tree.root = node(parts[2])
        // The definitions were added from the last one to the first.
        case .library: tree.definitions.reverse()
        case .module:
            if case .constant(let value) = tree.nodes[node(parts[1])] {
                tree.meta = value
            } else {
                report("Module metadata must be constant", span)
            }
        case .importItem:
            if case .importing(let item) = parts[0] { tree.imports.append(item) }
        case .importMeta:
            guard case .constant(let value) = tree.nodes[node(parts[1])] else {
                report("Module metadata must be constant", span)
                return .none
            }
            guard case .object = value else {
                report("Module metadata must be an object", span)
                return .none
            }
            if case .importing(var item) = parts[0] {
                item.meta = value
                tree.imports.append(item)
            }
        case .importFrom:
            if case .constant(.text) = tree.nodes[node(parts[0])] { return parts[0] }
            report("Import path must be constant", span)
            return .node(constant(.text([])))
        default: return importing(action, parts)
        }
        return .none
    }

    private mutating func importing(_ action: JqAction, _ parts: [JqPiece]) -> JqPiece {
        var path: [UInt8] = []
        if case .constant(.text(let text)) = tree.nodes[node(parts[1])] { path = text }
        switch action {
        case .importData:
            return .importing(JqImport(path: path, alias: name(parts[4]), isData: true))
        case .importCode:
            return .importing(JqImport(path: path, alias: name(parts[3]), isData: false))
        default: return .importing(JqImport(path: path, alias: nil, isData: false))
        }
    }

    // MARK: Functions

    private mutating func makeFunction(_ action: JqAction, _ parts: [JqPiece]) -> JqPiece {
        switch action {
        case .parameter: return .parameter(name(parts[0]), isValue: false)
        case .valueParameter: return .parameter(name(parts[1]), isValue: true)
        case .moreParameters:
            guard case .parameters(let list) = parts[0],
                case .parameter(let name, let isValue) = parts[2]
            else { return parts[0] }
            return .parameters(list + [(name, isValue)])
        case .function: return define(name(parts[1]), [], node(parts[3]))
        default:
            var parameters: [(name: [UInt8], isValue: Bool)] = []
            if case .parameters(let list) = parts[3] { parameters = list }
            return define(name(parts[1]), parameters, node(parts[6]))
        }
    }

    private mutating func define(
        _ name: [UInt8], _ parameters: [(name: [UInt8], isValue: Bool)], _ body: Int
    ) -> JqPiece {
        var body = body
        for parameter in parameters.reversed() where parameter.isValue {
            let call = add(.call(parameter.name, [], JqSpan(start: 0, end: 0)))
            tree.patterns.append(.variable(parameter.name))
            body = add(.bind(call, patterns: [tree.patterns.count - 1], body: body))
        }
        tree.functions.append(
            JqFunctionNode(name: name, parameters: parameters.map(\.name), body: body))
        return .function(tree.functions.count - 1)
    }
}
