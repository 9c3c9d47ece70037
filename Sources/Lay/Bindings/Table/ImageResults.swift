internal import LayArchive
internal import LayImages
internal import LayRuntime

/// An image that was just made: the world keeps it, so that its id can be looked up.
struct NewImage: ScriptResult {
    let image: Image

    init(_ image: Image) { self.image = image }

    static var type: ValueType { Image.type }

    func given(by bindings: Bindings) -> Value { bindings.value(bindings.keep(image)) }
}

/// A line of an image's history.
struct HistoryEntry: ModelValue {
    let fields: JSONObject

    var createdBy: String { fields["created_by"]?.string ?? "" }
    var isEmptyLayer: Bool { fields["empty_layer"] == .bool(true) }
    var comment: String { fields["comment"]?.string ?? "" }
    var created: String { fields["created"]?.string ?? "" }

    static var type: ValueType { "history entry" }
    static var described: String { "a history entry" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.history }
}
