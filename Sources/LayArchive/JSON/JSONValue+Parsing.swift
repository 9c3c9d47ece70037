internal import CJansson

extension JSONValue {
    /// Reads a JSON text; of a key that occurs twice the last value counts, as for Go and jq.
    ///
    /// - Throws: `JSONError` with line and column.
    /// - Complexity: O(*n*) in the bytes, in time and memory.
    public init(
        parsing bytes: UnsafeRawBufferPointer, limits: ArchiveLimits = ArchiveLimits()
    ) throws(JSONError) {
        var scan = JSONScan(bytes, limits)
        try scan.run()
        var error = json_error_t()
        let flags = Int(JSON_DECODE_ANY | JSON_ALLOW_NUL)
        guard
            let root = json_loadb(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, flags, &error)
        else {
            if json_error_code(&error) == json_error_numeric_overflow,
                let widened = JSONNumbers.widened(bytes)
            {
                self = try JSONValue(parsing: widened, limits: limits)
                return
            }
            let place = (line: Int(error.line), column: Int(error.column))
            let text = withUnsafeBytes(of: error.text) { buffer in
                String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw JSONError(text, at: place)
        }
        defer { json_decref(root) }
        self = JSONValue(root)
    }

    /// Reads a JSON text.
    ///
    /// - Throws: `JSONError` with line and column.
    public init(
        parsing bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()
    ) throws(JSONError) {
        let outcome: Result<JSONValue, JSONError> = bytes.withUnsafeBytes { buffer in
            do throws(JSONError) {
                return .success(try JSONValue(parsing: buffer, limits: limits))
            } catch {
                return .failure(error)
            }
        }
        self = try outcome.get()
    }

    /// The scan before bounds the nesting, so the recursion is bounded too.
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
}
