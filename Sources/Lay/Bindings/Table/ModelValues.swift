internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// A Swift value of the model that a script holds as a native object.
protocol ModelValue: ScriptArgument, ScriptResult {
    /// The type of the language it has.
    static func info(_ bindings: Bindings) -> TypeInfo
    /// As messages name it: "an image".
    static var described: String { get }
}

extension ModelValue {
    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Self
    {
        guard let content = bindings.content(call[index], Self.self) else {
            throw call.mismatch(index, described)
        }
        return content
    }

    static func receiver(_ value: Value, _ bindings: Bindings) -> Self? {
        bindings.content(value, Self.self)
    }

    func given(by bindings: Bindings) -> Value {
        bindings.vm.object(Box(self), Self.info(bindings))
    }
}

extension FileTree: ModelValue {
    static var type: ValueType { "tree" }
    static var described: String { "a tree" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.tree }
}

extension Layer: ModelValue {
    static var type: ValueType { "layer" }
    static var described: String { "a layer" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.layer }
}

extension Change: ModelValue {
    static var type: ValueType { "change" }
    static var described: String { "a change" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.change }
}

extension FileEntry: ModelValue {
    static var type: ValueType { "file" }
    static var described: String { "a file" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.file }
}

extension Image: ModelValue {
    static var type: ValueType { "image" }
    static var described: String { "an image" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.image }
}

extension Mount: ModelValue {
    static var type: ValueType { "mount" }
    static var described: String { "a mount" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.mount }
}

extension ContainerHandle: ModelValue {
    static var type: ValueType { "container" }
    static var described: String { "a container" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.container }
}

extension VolumeHandle: ModelValue {
    static var type: ValueType { "volume" }
    static var described: String { "a volume" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.volume }
}

extension Bindings {
    /// A value of the model for scripts.
    func value<Model: ModelValue>(_ model: Model) -> Value {
        vm.object(Box(model), Model.info(self))
    }
}
