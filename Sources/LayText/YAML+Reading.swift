internal import CYAML

extension DocumentNode {
    /// Reads the only document of a text, with libyaml.
    ///
    /// `hasRoom` is asked before each level of nesting and may end the reading.
    ///
    /// - Throws: `YAMLError` with line and column.
    package init(
        parsing text: String, hasRoom: @escaping () -> Bool = { true }
    ) throws(YAMLError) {
        let reader = YAMLReader(hasRoom, most: 1)
        self = try reader.read(text).first ?? .null
    }

    /// Reads all the documents of a text, with libyaml.
    ///
    /// - Throws: `YAMLError` with line and column.
    package static func documents(
        parsing text: String, hasRoom: @escaping () -> Bool = { true }
    ) throws(YAMLError) -> [DocumentNode] {
        let reader = YAMLReader(hasRoom, most: .max)
        return try reader.read(text)
    }
}

/// Builds nodes from the events of libyaml's parser.
private final class YAMLReader {
    private var parser = yaml_parser_t()
    private var anchors: [String: (node: DocumentNode, size: Int)] = [:]
    /// Nodes that may still be made: aliases multiply a text.
    private var left = 1_000_000
    private static let deepest = 200

    private let hasRoom: () -> Bool
    private let most: Int

    init(_ hasRoom: @escaping () -> Bool, most: Int) {
        self.hasRoom = hasRoom
        self.most = most
        yaml_parser_initialize(&parser)
    }

    deinit { yaml_parser_delete(&parser) }

    func read(_ text: String) throws(YAMLError) -> [DocumentNode] {
        let bytes = Array(text.utf8)
        let outcome: Result<[DocumentNode], YAMLError> = bytes.withUnsafeBufferPointer { buffer in
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            do throws(YAMLError) {
                return .success(try documents())
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    private func documents() throws(YAMLError) -> [DocumentNode] {
        var roots: [DocumentNode] = []
        while true {
            var event = try next()
            defer { yaml_event_delete(&event) }
            switch event.type {
            case YAML_STREAM_END_EVENT: return roots
            case YAML_DOCUMENT_START_EVENT:
                if roots.count >= most { throw .severalDocuments(at: event.start_mark) }
                // An anchor is one of its document.
                anchors = [:]
                roots.append(try node(0).node)
            default: break
            }
        }
    }

    private func next() throws(YAMLError) -> yaml_event_t {
        var event = yaml_event_t()
        if yaml_parser_parse(&parser, &event) == 1 { return event }
        throw .notReadable(
            parser.problem.map { String(cString: $0) }, at: parser.problem_mark)
    }

    /// The next node, and how many nodes it consists of.
    private func node(_ depth: Int) throws(YAMLError) -> (node: DocumentNode, size: Int) {
        var event = try next()
        defer { yaml_event_delete(&event) }
        return try node(event, depth)
    }

    private func node(_ event: yaml_event_t, _ depth: Int) throws(YAMLError) -> (
        node: DocumentNode, size: Int
    ) {
        if depth > Self.deepest || !hasRoom() { throw .deepNesting(at: event.start_mark) }
        left -= 1
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let text = String(
                decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length),
                as: UTF8.self)
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
            return remember(scalar.anchor, isPlain ? DocumentNode(plain: text) : .string(text), 1)
        case YAML_SEQUENCE_START_EVENT:
            return try sequence(event.data.sequence_start.anchor, depth)
        case YAML_MAPPING_START_EVENT: return try mapping(event.data.mapping_start.anchor, depth)
        case YAML_ALIAS_EVENT:
            let name = event.data.alias.anchor.map { String(cString: $0) } ?? ""
            guard let known = anchors[name] else {
                throw .noAnchor(name, at: event.start_mark)
            }
            left -= known.size
            if left < 0 { throw .largeAliases(at: event.start_mark) }
            return known
        default: throw .missingValue(at: event.start_mark)
        }
    }

    private func sequence(_ anchor: UnsafeMutablePointer<yaml_char_t>?, _ depth: Int)
        throws(YAMLError) -> (node: DocumentNode, size: Int)
    {
        // The anchor's name goes with the event.
        let name = anchor.map { String(cString: $0) }
        var elements: [DocumentNode] = []
        var size = 1
        while true {
            var event = try next()
            defer { yaml_event_delete(&event) }
            if event.type == YAML_SEQUENCE_END_EVENT { break }
            let element = try node(event, depth + 1)
            elements.append(element.node)
            size += element.size
        }
        return remember(name, .sequence(elements), size)
    }

    private func mapping(_ anchor: UnsafeMutablePointer<yaml_char_t>?, _ depth: Int)
        throws(YAMLError) -> (node: DocumentNode, size: Int)
    {
        let name = anchor.map { String(cString: $0) }
        var entries: [(key: DocumentNode, value: DocumentNode)] = []
        var size = 1
        while true {
            var event = try next()
            defer { yaml_event_delete(&event) }
            if event.type == YAML_MAPPING_END_EVENT { break }
            let key = try node(event, depth + 1)
            let value = try node(depth + 1)
            entries.append((key.node, value.node))
            size += key.size + value.size
        }
        return remember(name, .mapping(entries), size)
    }

    private func remember(
        _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ node: DocumentNode, _ size: Int
    ) -> (node: DocumentNode, size: Int) {
        remember(anchor.map { String(cString: $0) }, node, size)
    }

    private func remember(_ name: String?, _ node: DocumentNode, _ size: Int) -> (
        node: DocumentNode, size: Int
    ) {
        if let name { anchors[name] = (node, size) }
        return (node, size)
    }
}
