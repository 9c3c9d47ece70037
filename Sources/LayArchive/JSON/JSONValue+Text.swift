internal import CJansson

/// Why a text is no JSON.
public struct JSONError: Error, Sendable, CustomStringConvertible {
    /// What was wrong.
    public let message: String
    /// The place, both counted from 1.
    public let line: Int
    /// The column in the line.
    public let column: Int

    /// "line 2, column 5: …"
    public var description: String { "line \(line), column \(column): \(message)" }
}

extension JSONValue {
    /// Reads a JSON text; keys that occur twice are refused.
    ///
    /// - Throws: `JSONError` with line and column.
    public init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var error = json_error_t()
        let flags = Int(JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL)
        guard
            let root = json_loadb(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, flags, &error)
        else {
            let text = withUnsafeBytes(of: error.text) { buffer in
                String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw JSONError(message: text, line: Int(error.line), column: Int(error.column))
        }
        defer { json_decref(root) }
        self = JSONValue(root)
    }

    /// Reads a JSON text.
    ///
    /// - Throws: `JSONError` with line and column.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        let outcome: Result<JSONValue, JSONError> = bytes.withUnsafeBytes { buffer in
            do throws(JSONError) {
                return .success(try JSONValue(parsing: buffer))
            } catch {
                return .failure(error)
            }
        }
        self = try outcome.get()
    }

    /// Jansson bounds the nesting, so the recursion is bounded too.
    private init(_ value: UnsafeMutablePointer<json_t>) {
        switch value.pointee.type {
        case JSON_OBJECT:
            var object = JSONObject()
            var iterator = json_object_iter(value)
            while let current = iterator {
                if let key = json_object_iter_key(current),
                    let inner = json_object_iter_value(current)
                {
                    object.appendUnchecked((String(cString: key), JSONValue(inner)))
                }
                iterator = json_object_iter_next(value, current)
            }
            self = .object(object)
        case JSON_ARRAY:
            self = .array(
                (0..<json_array_size(value)).compactMap {
                    json_array_get(value, $0).map { JSONValue($0) }
                })
        case JSON_STRING:
            let bytes = UnsafeRawBufferPointer(
                start: json_string_value(value), count: json_string_length(value))
            self = .string(String(decoding: bytes, as: UTF8.self))
        case JSON_INTEGER: self = .int(Int64(json_integer_value(value)))
        case JSON_REAL: self = .double(json_real_value(value))
        case JSON_TRUE: self = .bool(true)
        case JSON_FALSE: self = .bool(false)
        default: self = .null
        }
    }

    // MARK: Writing

    /// The value as a compact text, or indented by two spaces.
    public func text(isIndented: Bool = false) -> String {
        var result = ""
        write(to: &result, isIndented ? 0 : nil)
        return result
    }

    private func write(to text: inout String, _ depth: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .double(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.quote(value, &text)
        case .array(let elements):
            Self.bracket("[", "]", elements.count, &text, depth) { elements[$0].write(to: &$1, $2) }
        case .object(let object):
            Self.bracket("{", "}", object.entries.count, &text, depth) { index, text, depth in
                Self.quote(object.entries[index].key, &text)
                text += depth == nil ? ":" : ": "
                object.entries[index].value.write(to: &text, depth)
            }
        }
    }

    private static func bracket(
        _ open: String, _ close: String, _ count: Int, _ text: inout String, _ depth: Int?,
        _ body: (Int, inout String, Int?) -> Void
    ) {
        text += open
        for index in 0..<count {
            if index > 0 { text += "," }
            if let depth { text += "\n" + String(repeating: "  ", count: depth + 1) }
            body(index, &text, depth.map { $0 + 1 })
        }
        if let depth, count > 0 { text += "\n" + String(repeating: "  ", count: depth) }
        text += close
    }

    private static func quote(_ value: String, _ text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
