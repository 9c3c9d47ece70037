package import LayArchive

/// What `inspect` shows: Docker's shape and field names.
package enum Inspection {
    package static func object(_ pairs: [(key: String, value: String)]) -> JSONObject {
        var result = JSONObject()
        for (key, value) in pairs { result[key] = .string(value) }
        return result
    }
}
