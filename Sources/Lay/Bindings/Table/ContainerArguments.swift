internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// A command: a text for the shell, or a list of words.
enum CommandArgument: ScriptArgument {
    case line(String)
    case words([String])

    static var type: ValueType { "string | list[string]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> CommandArgument
    {
        let value = call[index]
        if value.tag == .string { return .line(value.text) }
        guard let elements = value.elements, elements.allSatisfy({ $0.tag == .string }) else {
            throw LayError.noCommand(bindings.vm.describe(value))
        }
        return .words(elements.map(\.text))
    }

    /// The words to run, a text behind those of a shell.
    func words(shell: [String]) -> [String] {
        switch self {
        case .line(let text): shell + [text]
        case .words(let words): words
        }
    }

    /// As of `--entrypoint`: a text is one word, and an empty one takes the image's away.
    var entrypoint: [String] {
        switch self {
        case .line(let text): text.isEmpty ? [] : [text]
        case .words(let words): words
        }
    }
}

/// A signal, by its name or number.
struct SignalArgument: ScriptArgument {
    let signal: Signal

    static var type: ValueType { "string | int" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> SignalArgument
    {
        let value = call[index]
        if value.isInt { return SignalArgument(signal: try Signal("\(value.asInt)")) }
        guard value.tag == .string else {
            throw LayError.noSignal(bindings.vm.describe(value))
        }
        return SignalArgument(signal: try Signal(value.text))
    }
}

/// What `volumes:` of `create` takes: volumes at places, and texts as of `-v`.
struct VolumeList: ScriptArgument {
    let mounts: [Mount]

    static var type: ValueType { "list[mount | string]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> VolumeList
    {
        let directory = TreePath(bindings.host.workingDirectory)
        return VolumeList(
            mounts: try call.list(index).map { item in
                if let mount: Mount = bindings.content(item) { return mount }
                guard item.tag == .string else {
                    throw LayError.noMount(bindings.vm.describe(item))
                }
                let argument = try VolumeArgument(item.text, in: directory)
                return Mount(argument, place: try bindings.place(of: argument))
            })
    }
}

/// What `mounts:` of `create` takes: texts as of `--mount`.
struct MountList: ScriptArgument {
    let mounts: [Mount]

    static var type: ValueType { "list[string]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> MountList
    {
        let directory = TreePath(bindings.host.workingDirectory)
        return MountList(
            mounts: try bindings.strings(call, index).map { text in
                let argument = try MountArgument(text, in: directory)
                if argument.type == "volume" {
                    try bindings.checkDevice(argument.options.map { ($0.key, $0.value) })
                }
                let place =
                    argument.type == "bind"
                    ? try bindings.bound(argument.source, argument.isReadOnly) : nil
                return try Mount(argument, place: place)
            })
    }
}

/// What `tmpfs:` of `create` takes: texts as of `--tmpfs`.
struct TmpfsList: ScriptArgument {
    let mounts: [Mount]

    static var type: ValueType { "list[string]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> TmpfsList
    {
        TmpfsList(
            mounts: try bindings.strings(call, index).map { Mount(try TmpfsArgument($0)) })
    }
}

/// What `volumes_from:` of `create` takes: containers, and texts as of `--volumes-from`.
struct VolumesFromList: ScriptArgument {
    let containers: [(container: String, isReadOnly: Bool)]

    static var type: ValueType { "list[container | string]" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> VolumesFromList
    {
        VolumesFromList(
            containers: try call.list(index).map { item in
                if let handle: ContainerHandle = bindings.content(item) {
                    return (handle.id, false)
                }
                guard item.tag == .string else {
                    throw LayError.noVolumesFrom(bindings.vm.describe(item))
                }
                let argument = try VolumesFromArgument(item.text)
                return (argument.container, argument.isReadOnly)
            })
    }
}

/// Files to copy: a path of the host, a tree, or a file.
struct CopySource: ScriptArgument {
    let value: Value

    static var type: ValueType { "string | tree | file" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> CopySource
    {
        let value = call[index]
        let isModel =
            bindings.content(value, FileTree.self) != nil
            || bindings.content(value, FileEntry.self) != nil
        guard isModel || value.tag == .string else {
            throw call.mismatch(index, "a path of the host, a tree or a file")
        }
        return CopySource(value: value)
    }
}
