internal import CYAML

extension DocumentNode {
    /// The text of a document.
    ///
    /// - Throws: `YAMLError`.
    package func text() throws(YAMLError) -> String {
        try Self.text(of: [self])
    }

    /// The text of several documents, `---` between them.
    ///
    /// - Throws: `YAMLError`.
    package static func text(of documents: [DocumentNode]) throws(YAMLError) -> String {
        let writer = YAMLWriter()
        return try writer.write(documents)
    }
}

/// Gives nodes to libyaml's emitter.
private final class YAMLWriter {
    private var emitter = yaml_emitter_t()
    private let output = Output()

    /// What the emitter has written.
    private final class Output {
        var bytes: [UInt8] = []
    }

    init() {
        yaml_emitter_initialize(&emitter)
        yaml_emitter_set_unicode(&emitter, 1)
        // Long texts stay on their line.
        yaml_emitter_set_width(&emitter, -1)
        yaml_emitter_set_output(
            &emitter,
            { output, buffer, count in
                guard let output, let buffer else { return 0 }
                Unmanaged<Output>.fromOpaque(output).takeUnretainedValue().bytes.append(
                    contentsOf: UnsafeBufferPointer(start: buffer, count: count))
                return 1
            }, Unmanaged.passUnretained(output).toOpaque())
    }

    deinit { yaml_emitter_delete(&emitter) }

    func write(_ documents: [DocumentNode]) throws(YAMLError) -> String {
        var event = yaml_event_t()
        yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING)
        try emit(&event)
        for (index, node) in documents.enumerated() {
            yaml_document_start_event_initialize(&event, nil, nil, nil, index == 0 ? 1 : 0)
            try emit(&event)
            try put(node)
            yaml_document_end_event_initialize(&event, 1)
            try emit(&event)
        }
        yaml_stream_end_event_initialize(&event)
        try emit(&event)
        yaml_emitter_flush(&emitter)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    private func emit(_ event: inout yaml_event_t) throws(YAMLError) {
        if yaml_emitter_emit(&emitter, &event) == 1 { return }
        throw .notWritable(emitter.problem.map { String(cString: $0) })
    }

    private func put(_ node: DocumentNode) throws(YAMLError) {
        var event = yaml_event_t()
        switch node {
        case .null: try put("null")
        case .bool(let value): try put(value ? "true" : "false")
        case .int(let value): try put(String(value))
        case .float(let value):
            try put(
                value.isNaN
                    ? ".nan" : value.isInfinite ? (value < 0 ? "-.inf" : ".inf") : "\(value)")
        case .string(let value): try put(value, Self.style(of: value))
        case .sequence(let elements):
            yaml_sequence_start_event_initialize(&event, nil, nil, 1, YAML_ANY_SEQUENCE_STYLE)
            try emit(&event)
            for element in elements { try put(element) }
            yaml_sequence_end_event_initialize(&event)
            try emit(&event)
        case .mapping(let entries):
            yaml_mapping_start_event_initialize(&event, nil, nil, 1, YAML_ANY_MAPPING_STYLE)
            try emit(&event)
            for entry in entries {
                try put(entry.key)
                try put(entry.value)
            }
            yaml_mapping_end_event_initialize(&event)
            try emit(&event)
        }
    }

    private func put(_ text: String, _ style: yaml_scalar_style_t = YAML_PLAIN_SCALAR_STYLE)
        throws(YAMLError)
    {
        var event = yaml_event_t()
        var bytes = Array(text.utf8)
        let isMade = bytes.withUnsafeMutableBufferPointer { buffer in
            // The emitter copies the text; an empty array may have no address.
            var none: UInt8 = 0
            return withUnsafeMutablePointer(to: &none) { placeholder in
                yaml_scalar_event_initialize(
                    &event, nil, nil, buffer.baseAddress ?? placeholder,
                    Int32(truncatingIfNeeded: buffer.count), 1, 1, style)
            }
        }
        guard isMade == 1 else { throw .noScalar }
        try emit(&event)
    }

    /// A text that would be read as something else, now or by an older reader, is quoted.
    private static func style(of text: String) -> yaml_scalar_style_t {
        if text.contains("\n") { return YAML_LITERAL_SCALAR_STYLE }
        let words: Set<String> = ["yes", "no", "on", "off", "y", "n"]
        if words.contains(text.lowercased()) { return YAML_SINGLE_QUOTED_SCALAR_STYLE }
        if case .string = DocumentNode(plain: text), Double(text) == nil {
            return YAML_ANY_SCALAR_STYLE
        }
        return YAML_SINGLE_QUOTED_SCALAR_STYLE
    }
}
