internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// An image, or the name of one in the world.
struct NamedImage: ScriptArgument {
    let image: Image

    static var type: ValueType { "image | string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> NamedImage
    {
        if call[index].tag == .string {
            return NamedImage(image: try bindings.world.image(call[index].text))
        }
        guard let image: Image = bindings.content(call[index]) else {
            throw call.mismatch(index, "an image or its name")
        }
        return NamedImage(image: image)
    }
}

/// A name for an image: `repository:tag`.
extension Reference: ScriptArgument {
    static var type: ValueType { "string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> Reference {
        try Reference(try call.string(index))
    }
}

/// `os/architecture[/variant]`
extension Platform: ScriptArgument {
    static var type: ValueType { "string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws -> Platform {
        try Platform(try call.string(index))
    }
}

/// What COPY and ADD copy, or directories of the host: one or several.
struct SourceList: ScriptArgument {
    let sources: [String]

    static var type: ValueType { "string | list[string]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> SourceList
    {
        SourceList(
            sources: call[index].tag == .list
                ? try bindings.strings(call, index) : [try call.string(index)])
    }
}

/// What has files to copy from: an image or its name, a tree, a container.
struct SourceTree: ScriptArgument {
    let tree: FileTree

    static var type: ValueType { "image | tree | container | string" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> SourceTree
    {
        let value = call[index]
        if let image: Image = bindings.content(value) { return SourceTree(tree: image.tree) }
        if let tree: FileTree = bindings.content(value) { return SourceTree(tree: tree) }
        if let handle: ContainerHandle = bindings.content(value) {
            return SourceTree(tree: try bindings.world.container(handle.id).tree)
        }
        guard value.tag == .string else {
            throw call.mismatch(index, "an image, a tree or a container")
        }
        return SourceTree(tree: try bindings.world.image(value.text).tree)
    }
}

/// A text, or another value as it is shown: `user(1000)`.
struct ShownText: ScriptArgument {
    let text: String

    static var type: ValueType { "string | number | bool" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> ShownText
    {
        ShownText(text: try bindings.vm.display(call[index], readable: false))
    }
}

/// Names with what they are set to; `nil` is no value.
struct Settings: ScriptArgument {
    let entries: [(key: String, value: String)]

    static var type: ValueType { Pairs.type }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Settings
    {
        for (key, value) in call[index].entries ?? [] where value.isNil {
            throw LayError.noSetting(try bindings.vm.display(key, readable: false))
        }
        return Settings(entries: try Pairs.take(call, index, bindings).entries)
    }
}

/// The command of a health check: a line for the shell, or words.
extension Healthcheck.Command: ScriptArgument {
    static var type: ValueType { "string | list" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> Healthcheck.Command
    {
        guard let words = call[index].elements else { return .line(try call.string(index)) }
        return .words(try words.map { try bindings.vm.display($0, readable: false) })
    }
}

/// A time of a health check: `"1m30s"`, or seconds.
extension Healthcheck.Duration: ScriptArgument {
    static var type: ValueType { "string | number" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _: Bindings) throws
        -> Healthcheck.Duration
    {
        call[index].tag == .string
            ? .text(call[index].text) : .seconds(try call.number(index))
    }
}

/// The latest time that what is saved may have: `true` stands for the world's clock, which is
/// `SOURCE_DATE_EPOCH` on the command line.
struct LatestTime: ScriptArgument {
    let seconds: Int?

    static var type: ValueType { "bool | int" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> LatestTime
    {
        if call[index].isInt { return LatestTime(seconds: call[index].asInt) }
        guard call[index].isBool else {
            throw call.mismatch(index, "true, false or seconds since 1970")
        }
        return LatestTime(seconds: call[index].isTrue ? bindings.world.state.clock : nil)
    }
}

/// The fields of a configuration, as a map.
extension JSONObject: ScriptArgument {
    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> JSONObject
    {
        guard case .object(let fields) = try bindings.document(call[index], depth: 0) else {
            throw call.mismatch(index, "a map")
        }
        return fields
    }
}

extension Bindings {
    /// A value of the language as a document.
    ///
    /// - Throws: `TypeError` for what JSON has no form for, or a configuration no use.
    fileprivate func document(_ value: Value, depth: Int) throws -> JSONValue {
        if value.isNil { return .null }
        if value.isBool { return .bool(value.isTrue) }
        if value.isInt { return .int(Int64(value.asInt)) }
        if value.tag == .string { return .string(value.text) }
        if depth > 64 { throw LayError.deepConfiguration }
        if let elements = value.elements {
            return .array(try elements.map { try document($0, depth: depth + 1) })
        }
        if let entries = value.entries {
            var object = JSONObject()
            for (key, value) in entries {
                guard key.tag == .string else {
                    throw LayError.noFieldName
                }
                object[key.text] = try document(value, depth: depth + 1)
            }
            return .object(object)
        }
        throw LayError.noConfiguration(vm.describe(value))
    }
}
