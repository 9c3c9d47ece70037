internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// `world.downloads`: what addresses give.
struct DownloadsHandle: ScriptResult, ScriptArgument {
    let world: WorldHandle

    static var type: ValueType { "downloads" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> DownloadsHandle
    {
        guard let handle = receiver(call[index], bindings) else {
            throw call.mismatch(index, "downloads")
        }
        return handle
    }

    static func receiver(_ value: Value, _ bindings: Bindings) -> DownloadsHandle? {
        bindings.content(value)
    }

    func given(by bindings: Bindings) -> Value {
        bindings.vm.object(Box(self), bindings.downloads)
    }
}

/// What an address is given: contents, files, or a function that is asked.
enum DownloadSource: ScriptArgument {
    case download(Download)
    case function(Value)

    static var type: ValueType { "string | bytes | file | tree | fn" }

    static func take(_ call: borrowing NativeCall, _ index: Int, _ bindings: Bindings) throws
        -> DownloadSource
    {
        if let function = try? ScriptFunction.take(call, index, bindings) {
            return .function(function.value)
        }
        guard let download = bindings.download(call[index]) else {
            throw call.mismatch(index, "a string, bytes, a file, a tree or a function")
        }
        return .download(download)
    }
}

/// A function of the script that gives what an address asks for.
struct DownloadFunction {
    let address: String
    let function: Rooted
}

extension Bindings {
    /// What a value is as a download; `nil` for one that is none.
    fileprivate func download(_ value: Value) -> Download? {
        if value.tag == .string || value.tag == .bytes {
            return .file(FileContents(Array(value.buffer)), modified: 0)
        }
        if let tree: FileTree = content(value) { return .files(tree) }
        guard let node = FileValue.receiver(value, self)?.entry.node,
            case .file(let contents) = node.body
        else { return nil }
        return .file(contents, modified: node.modified)
    }

    /// What the script's functions give, or else the host.
    func fetch(_ address: RemoteAddress) throws -> Download? {
        for name in [address.description, address.location] {
            guard let found = downloadFunctions.first(where: { $0.address == name }) else {
                continue
            }
            let text = vm.string(address.description)
            defer { vm.release(text) }
            let value = try vm.call(found.function.value, [text])
            defer { vm.release(value) }
            if value.tag == .nil { continue }
            guard let download = download(value) else {
                throw LayError.noDownload(vm.describe(value), address.description)
            }
            return download
        }
        return try host.fetch?(address.description).map { fetched in
            switch fetched {
            case .file(let contents, let modified): .file(contents, modified: modified)
            case .files(let tree): .files(tree)
            }
        }
    }

    func installDownloads() {
        let table = TypeTable<DownloadsHandle>(
            self, downloads,
            "What addresses give: the catalogue that ADD asks before anything is fetched.")
        downloads.operators = [
            ("d[address]", "what an address gives, or nil"),
            ("d[address] = contents", "gives an address contents, files or a function"),
            ("address in d", "true when an address gives something"),
        ]
        downloads.assignmentHelp =
            "world.downloads[address] = contents, and set(address, contents) anywhere"
        vm.allowElements(of: "world", member: "downloads")
        downloads.index = { [unowned self] _, value, key in
            guard let handle = DownloadsHandle.receiver(value, self), key.tag == .string else {
                throw LayError.noAddress(vm.describe(key))
            }
            return try given(key.text, handle)
        }
        downloads.contains = { [unowned self] _, key, value in
            guard let handle = DownloadsHandle.receiver(value, self), key.tag == .string else {
                return false
            }
            return addresses(handle).contains(key.text)
        }
        downloads.display = { [unowned self] _, value, _ in
            guard let handle = DownloadsHandle.receiver(value, self) else { return "<downloads>" }
            return "downloads: \(addresses(handle).count) addresses"
        }
        installDownloadMembers(table)
    }

    private func installDownloadMembers(_ table: TypeTable<DownloadsHandle>) {
        let one = "world.downloads[\"https://a.example/f\"] = \"text\"\n"
        table.property(
            "length", "How many addresses it has.",
            example: one + "world.downloads.length  # => 1"
        ) { bindings, handle in bindings.addresses(handle).count }
        table.property(
            "keys", "The addresses, in the order in which they came in, those of functions last.",
            example: one + "world.downloads.keys  # => [\"https://a.example/f\"]"
        ) { bindings, handle in bindings.addresses(handle) }
        table.action(
            "set",
            "Gives an address contents, files, or a function of the address; one that ends with a slash has files for all below it.",
            [
                Parameter("address", "as ADD names it, with # and the revision of a repository"),
                Parameter("contents", "what it gives; a tree for a repository"),
            ],
            example: """
                world.downloads.set("https://a.example/app.git#v1", tree({"/main": "1"}))
                image.build(tree({"/Dockerfile": "FROM scratch\\nADD https://a.example/app.git#v1 /src"}))["/src/main"].text  # => "1"
                """
        ) { (bindings, handle, address: String, source: DownloadSource) in
            if RemoteAddress(address) == nil { throw LayError.noAddress("'\(address)'") }
            bindings.forget(address, handle)
            switch source {
            case .download(let download):
                handle.world.opened(bindings) { $0.state.downloads[address] = download }
            case .function(let value):
                if handle.world.other != nil { throw LayError.functionOfOtherWorld }
                bindings.downloadFunctions.append(
                    DownloadFunction(address: address, function: bindings.vm.root(value)))
            }
        }
        table.method(
            "get", "What an address gives, or nil.", [Parameter("address", "the address")],
            example: one + "world.downloads.get(\"https://a.example/f\").text  # => \"text\""
        ) { (bindings, handle, address: String) in try bindings.given(address, handle) }
        table.action(
            "remove", "Takes an address out; one that is not in it is none of its concern.",
            [Parameter("address", "the address")],
            example: one + """
                world.downloads.remove("https://a.example/f")
                world.downloads.length  # => 0
                """
        ) { (bindings, handle, address: String) in bindings.forget(address, handle) }
    }

    private func addresses(_ handle: DownloadsHandle) -> [String] {
        let known = handle.world.opened(self) { $0.state.downloads.addresses }
        return handle.world.other == nil ? known + downloadFunctions.map(\.address) : known
    }

    private func forget(_ address: String, _ handle: DownloadsHandle) {
        if handle.world.other == nil { downloadFunctions.removeAll { $0.address == address } }
        handle.world.opened(self) { $0.state.downloads[address] = nil }
    }

    /// What an address gives, as a value.
    private func given(_ address: String, _ handle: DownloadsHandle) throws -> Value {
        switch handle.world.opened(self, { $0.state.downloads[address] }) {
        case .file(let contents, let modified)?:
            let name = RemoteAddress(address).flatMap { address -> String? in
                if case .file(let name) = address.kind { name } else { nil }
            }
            return FileEntry(
                path: TreePath(name ?? ""),
                node: FileNode(
                    .file(contents), attributes: FileAttributes(mode: 0o644), modified: modified)
            ).given(by: self)
        case .files(let tree)?: return tree.given(by: self)
        case nil: break
        }
        guard handle.world.other == nil,
            let found = downloadFunctions.first(where: { $0.address == address })
        else { return .nil }
        return vm.retain(found.function.value)
    }
}

extension LayError {
    static func noAddress(_ value: String) -> LayError {
        LayError(
            .valueError, "\(value) is no address",
            help: "one begins with https://, http://, git://, ssh:// or git@")
    }

    static func noDownload(_ value: String, _ address: String) -> LayError {
        LayError(
            .typeError, "the function for \(address) gave \(value)",
            help: "it gives a string, bytes, a file, a tree, or nil for what it does not have")
    }

    static var functionOfOtherWorld: LayError {
        LayError(
            .valueError, "a function gives what an address asks for in the script's own world only",
            help: "give the other world contents or a tree")
    }
}
