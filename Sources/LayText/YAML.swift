internal import Yams

/// A YAML node for those who build values: a scalar with what its tag says, a sequence, a mapping.
package indirect enum YAMLNode {
    case null
    case bool(Bool)
    case int(Int)
    case float(Double)
    case string(String)
    case sequence([YAMLNode])
    /// In the order of the text.
    case mapping([(key: YAMLNode, value: YAMLNode)])
}

/// Why a text is no YAML, or a node cannot be written.
package struct YAMLError: Error {
    package let message: String
}

extension YAMLNode {
    /// What anchors may multiply a text to.
    private static let mostNodes = 1_000_000

    /// Reads the only document of a text.
    ///
    /// - Throws: `YAMLError` with line and column.
    package init(parsing text: String) throws(YAMLError) {
        do {
            guard let root = try Yams.compose(yaml: text) else {
                self = .null
                return
            }
            var left = Self.mostNodes
            self = try YAMLNode(root, depth: 0, &left)
        } catch let error as YAMLError {
            throw error
        } catch let error as YamlError {
            throw YAMLError(message: Self.describe(error))
        } catch {
            throw YAMLError(message: "\(error)")
        }
    }

    private static func describe(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line), column \(mark.column): \(problem)"
        default: "\(error)"
        }
    }

    private init(_ node: Node, depth: Int, _ left: inout Int) throws {
        left -= 1
        if left < 0 { throw YAMLError(message: "anchors make the document too large") }
        if depth > 200 { throw YAMLError(message: "the document is nested too deeply") }
        switch node {
        case .scalar(let scalar): self = YAMLNode(scalar, node)
        case .sequence(let sequence):
            var elements: [YAMLNode] = []
            for element in sequence {
                elements.append(try YAMLNode(element, depth: depth + 1, &left))
            }
            self = .sequence(elements)
        case .mapping(let mapping):
            var entries: [(key: YAMLNode, value: YAMLNode)] = []
            for (key, value) in mapping {
                entries.append(
                    (
                        try YAMLNode(key, depth: depth + 1, &left),
                        try YAMLNode(value, depth: depth + 1, &left)
                    ))
            }
            self = .mapping(entries)
        case .alias: throw YAMLError(message: "an alias without its anchor")
        }
    }

    /// A plain scalar is what the core schema of YAML 1.2 says; `yes` and `012` are texts and ints.
    private init(_ scalar: Node.Scalar, _ node: Node) {
        let text = scalar.string
        guard scalar.style == .plain || scalar.style == .any else {
            self = .string(text)
            return
        }
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        case ".inf", ".Inf", "+.inf": self = .float(.infinity)
        case "-.inf", "-.Inf": self = .float(-.infinity)
        case ".nan", ".NaN": self = .float(.nan)
        default:
            if let number = Self.int(text) {
                self = .int(number)
            } else if let first = text.first, first.isNumber || "+-.".contains(first),
                text.contains(where: \.isNumber), !text.contains("x"), let number = Double(text)
            {
                self = .float(number)
            } else {
                self = .string(text)
            }
        }
    }

    private static func int(_ text: String) -> Int? {
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
        return Int(text)
    }

    /// The text of a document.
    ///
    /// - Throws: `YAMLError`.
    package func text() throws(YAMLError) -> String {
        do {
            return try Yams.serialize(node: node(), allowUnicode: true)
        } catch {
            throw YAMLError(message: "\(error)")
        }
    }

    private func node() -> Node {
        switch self {
        case .null: Node("null", Tag(.null))
        case .bool(let value): Node(value ? "true" : "false", Tag(.bool))
        case .int(let value): Node(String(value), Tag(.int))
        case .float(let value):
            Node(
                value.isNaN
                    ? ".nan" : value.isInfinite ? (value < 0 ? "-.inf" : ".inf") : "\(value)",
                Tag(.float))
        case .string(let value): Node(value, Tag(.str), Self.style(of: value))
        case .sequence(let elements): Node(elements.map { $0.node() })
        case .mapping(let entries): Node(entries.map { ($0.key.node(), $0.value.node()) })
        }
    }

    /// A text that would be read as something else, now or by an older reader, is quoted.
    private static func style(of text: String) -> Node.Scalar.Style {
        if text.contains("\n") { return .literal }
        let words: Set<String> = [
            "yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "",
        ]
        let isLoose =
            words.contains(text.lowercased()) || int(text) != nil || Double(text) != nil
            || text.hasPrefix(".") && Double("0" + text) != nil
        return isLoose ? .singleQuoted : .any
    }
}
