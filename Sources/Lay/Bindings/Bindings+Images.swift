internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime

extension Bindings {
    func value(_ image: Image) -> Value { vm.object(Box(image), self.image) }

    /// How messages name an image: its tag, or the beginning of its id.
    func name(of image: Image) -> String { world.tags(of: image).first ?? image.id.short }

    func installImages() {
        image.assignmentHelp =
            "an image never changes: img = img.write(path, text) gives another one"
        image.row = { [unowned self] _, value in
            guard let image: Image = content(value) else { return [] }
            return [
                name(of: image), image.id.short, Size.text(image.size),
                "\(image.layers.count) layers",
            ]
        }
        image.display = { [unowned self] _, value, isReadable in
            guard let image: Image = content(value) else { return "<image>" }
            if isReadable { return "<image \(name(of: image))>" }
            return draw(image)
        }
        image.equals = { [unowned self] _, a, b in
            guard let x: Image = content(a), let y: Image = content(b) else { return false }
            return x == y
        }
        image.contains = { [unowned self] _, path, value in
            guard let image: Image = content(value), path.tag == .string else { return false }
            return image.tree.contains(TreePath(path.text))
        }
        image.index = { [unowned self] _, value, key in
            guard let image: Image = content(value) else { return .nil }
            return try look(key, in: image.tree, "image \(name(of: image))")
        }
        image.combine = { [unowned self] _, sign, a, b in
            guard let x: Image = content(a) else { return nil }
            if sign == "+", let y: Layer = content(b) {
                return value(try keep(x.adding(y, created: world.timestamp)))
            }
            if sign == "-", let y: Image = content(b) {
                let below = try y.layers.map { try $0.diffID() }
                let above = try x.layers.map { try $0.diffID() }
                // On a common base the difference is the layers above it.
                if above.starts(with: below), above.count > below.count {
                    let changes = x.layers[below.count...].reduce(TreeChanges()) {
                        $0.then($1.changes)
                    }
                    if above.count == below.count + 1 { return value(x.layers[below.count]) }
                    return value(Layer(changes))
                }
                return value(Layer(try TreeChanges(from: y.tree, to: x.tree)))
            }
            return nil
        }
        vm.constructor(image, "reference") { [unowned self] call in
            value(try world.image(try call.string(0)))
        }
        vm.function(image, "load", "path tag? platform?") { [unowned self] call in
            let place = try readable(try call.string(0))
            let platform = try call.optionalString(2).map { try Platform($0) } ?? .standard
            let readings = try ImageReader(try hostFiles()).read(place, platform: platform)
            for reading in readings {
                world.keep(reading.image)
                // A layout's name may be a tag alone, which names no image.
                if let name = reading.name, name.contains(":") || name.contains("/"),
                    let reference = try? Reference(name)
                {
                    world.tag(reading.image, reference)
                }
            }
            guard let first = readings.first else { return .nil }
            if let tag = try call.optionalString(1) { world.tag(first.image, try Reference(tag)) }
            return value(first.image)
        }
        vm.function(image, "remove", "reference force?") { [unowned self] call in
            try world.removeImage(try call.string(0), force: try call.flag(1))
            return .nil
        }
        vm.define("scratch", value(Image.scratch))
        vm.define("toolbox", value(Toolbox.image))
        installImageProperties()
        installImageEdits()
        installImageConfig()
    }

    /// Keeps an image in the world, so that its id can be looked up.
    func keep(_ image: Image) -> Image {
        world.keep(image)
        return image
    }

    private func installImageProperties() {
        property(image, "id") { [unowned self] (image: Image) in value(image.id.description) }
        property(image, "digest") { [unowned self] (image: Image) in
            value((image.manifest.map { Digest.of($0.bytes) } ?? image.id).description)
        }
        property(image, "tags") { [unowned self] (image: Image) in list(world.tags(of: image)) }
        property(image, "layers") { [unowned self] (image: Image) in
            vm.list(image.layers.map { value($0) })
        }
        property(image, "size") { (image: Image) in .int(image.size) }
        property(image, "fs") { [unowned self] (image: Image) in value(image.tree) }
        property(image, "config") { [unowned self] (image: Image) in
            value(JSONValue.object(image.config.parameters))
        }
        property(image, "platform") { [unowned self] (image: Image) in
            value(image.platform.description)
        }
        property(image, "created") { [unowned self] (image: Image) in
            image.config["created"].map { value($0) } ?? .nil
        }
        property(image, "author") { [unowned self] (image: Image) in
            image.config["author"].map { value($0) } ?? .nil
        }
        property(image, "history") { [unowned self] (image: Image) in
            vm.list(image.config.history.map { vm.object(Box($0), history) })
        }
        property(history, "created_by") { [unowned self] (entry: JSONObject) in
            entry["created_by"].map { value($0) } ?? value("")
        }
        property(history, "empty_layer") { (entry: JSONObject) in
            .bool(entry["empty_layer"] == .bool(true))
        }
        property(history, "comment") { [unowned self] (entry: JSONObject) in
            entry["comment"].map { value($0) } ?? value("")
        }
        property(history, "created") { [unowned self] (entry: JSONObject) in
            entry["created"].map { value($0) } ?? value("")
        }
        history.display = { [unowned self] _, value, _ in
            let entry: JSONObject? = content(value)
            return (entry?["created_by"]?.string ?? "")
                + (entry?["empty_layer"] == .bool(true) ? " (no layer)" : "")
        }
        method(image, "get", "path") { [unowned self] (image: Image, call) in
            guard let entry = try? image.tree.entry(at: try path(call, 1)) else { return .nil }
            return value(entry)
        }
        method(image, "tag", "reference") { [unowned self] (image: Image, call) in
            world.tag(image, try Reference(try call.string(1)))
            return vm.retain(call[0])
        }
        method(image, "which", "path") { [unowned self] (image: Image, call) in
            let path = try path(call, 1)
            return image.layers.last { $0.changes.holds(path) }.map { value($0) } ?? .nil
        }
        method(image, "versions", "path") { [unowned self] (image: Image, call) in
            let path = try path(call, 1)
            return vm.list(
                image.versions(of: path).map { version in
                    vm.map([
                        ("layer", value(image.layers[version.layer])),
                        ("change", value(version.change)),
                    ])
                })
        }
        method(image, "waste") { (image: Image, _) in .int(image.waste()) }
        method(image, "shares", "other") { [unowned self] (image: Image, call) in
            guard let other: Image = content(call[1]) else { throw call.mismatch(1, "an image") }
            let ids = Set(try other.layers.map { try $0.diffID() })
            let common = try image.layers.filter { ids.contains(try $0.diffID()) }
            return vm.map([
                ("layers", .int(common.count)), ("bytes", .int(common.reduce(0) { $0 + $1.size })),
            ])
        }
        method(image, "inspect") { [unowned self] (image: Image, _) in
            value(.object(Inspection.image(image, tags: world.tags(of: image))))
        }
        method(image, "save", "path format?") { [unowned self] (image: Image, call) in
            let format = try call.optionalString(2) ?? "oci"
            guard format == "oci" else {
                throw LayError(
                    "ValueError", "the format '\(format)' cannot be written yet",
                    help: "\"oci\" can; skopeo copies it to docker-archive")
            }
            try writeLayout(try call.string(1), image)
            return .nil
        }
    }

    private func writeLayout(_ text: String, _ image: Image) throws {
        if text.hasSuffix(".tar") {
            let memory = TreeFileSystem()
            try LayoutWriter(memory, .root).write([(image, world.tags(of: image))])
            let place = try writable(text)
            try hostFiles().write(
                FileContents(try LayerArchive.write(memory.tree)), to: place,
                creating: FileAttributes(mode: 0o644))
            return
        }
        try LayoutWriter(try hostFiles(), try writable(text)).write([(image, world.tags(of: image))]
        )
    }

    private func installImageEdits() {
        func edit(
            _ name: String, _ parameters: String,
            _ body: @escaping (Image, borrowing NativeCall) throws -> Image
        ) {
            method(image, name, parameters) { [unowned self] (image: Image, call) in
                value(keep(try body(image, call)))
            }
        }
        edit("write", "path contents mode? owner?") { [unowned self] image, call in
            var tree = image.tree
            try write(call, into: &tree)
            return try image.replacingFiles(
                with: tree, createdBy: "WRITE \(try call.string(1))", created: world.timestamp)
        }
        edit("edit", "function") { [unowned self] image, call in
            let argument = value(image.tree)
            defer { vm.release(argument) }
            let result = try vm.call(call[1], [argument])
            defer { vm.release(result) }
            guard let tree: FileTree = content(result) else {
                throw LayError(
                    "TypeError", "edit: the function must give a tree, not \(vm.describe(result))")
            }
            return try image.replacingFiles(with: tree, createdBy: "EDIT", created: world.timestamp)
        }
        edit("copy", "source to from? owner? mode?") { [unowned self] image, call in
            try copy(image, call)
        }
        edit("run", "command shell?") { [unowned self] image, call in
            let shell = call.has(2) ? try strings(call, 2) : image.config.shell
            let words = try command(call[1], shell: shell)
            let text = call[1].tag == .string ? call[1].text : words.joined(separator: " ")
            return try build(image, words, createdBy: "RUN \(text)")
        }
        edit("squash", "from?") { [unowned self] image, call in
            let start = call.has(1) ? try call.int(1) : 0
            guard start >= 0, start <= image.layers.count else {
                throw LayError(
                    "IndexError", "squash: the image has \(image.layers.count) layers, not \(start)"
                )
            }
            let base = Image(layers: Array(image.layers[..<start]), config: image.config)
            let merged = Layer(
                try TreeChanges(from: base.tree, to: image.tree), createdBy: "squash")
            var config = image.config
            config["history"] = .array([])
            config.setDiffIDs([])
            for layer in base.layers {
                config.addHistory(
                    layer.createdBy, created: world.timestamp, diffID: try layer.diffID())
            }
            config.addHistory("squash", created: world.timestamp, diffID: try merged.diffID())
            return Image(layers: base.layers + [merged], config: config)
        }
    }

    /// Copies like COPY: a directory's contents, or files into or onto the target.
    private func copy(_ image: Image, _ call: borrowing NativeCall) throws -> Image {
        var tree = image.tree
        let text = try call.string(2)
        let workdir = TreePath(image.config.workingDirectory)
        let target = TreePath(text.utf8, in: workdir)
        let sources: [String] = call[1].tag == .list ? try strings(call, 1) : [try call.string(1)]
        if sources.count > 1, !text.hasSuffix("/") {
            throw LayError(
                "ValueError", "copy: several sources need a directory as their target",
                help: "end it with a slash: to: \"\(text)/\"")
        }
        for source in sources {
            let from = try sourceTree(source, call)
            let isDirectory = from.node.kind == .directory
            let isInto =
                text.hasSuffix("/")
                || (!isDirectory && (try? tree.entry(at: target))?.node.kind == .directory)
            let place =
                isDirectory || !isInto
                ? target : target.appending(name: (source.split(separator: "/").last ?? "").utf8)
            try overlay(
                from.tree, from.node,
                at: (try? tree.resolve(place, lastMayBeMissing: true)) ?? place, in: &tree, call)
        }
        let shown = sources.joined(separator: " ")
        return try image.replacingFiles(
            with: tree, createdBy: "COPY \(shown) \(text)", created: world.timestamp)
    }

    /// What a copy takes from: the host, or another image, tree or container.
    private func sourceTree(_ source: String, _ call: borrowing NativeCall) throws -> (
        tree: FileTree, node: FileNode
    ) {
        if call.has(3) {
            let tree: FileTree
            if let image: Image = content(call[3]) {
                tree = image.tree
            } else if let known: FileTree = content(call[3]) {
                tree = known
            } else if let handle: ContainerHandle = content(call[3]) {
                tree = try world.container(handle.id).tree
            } else {
                throw call.mismatch(3, "an image, a tree or a container")
            }
            let entry = try tree.entry(at: TreePath(source))
            if entry.node.kind == .directory { return (try tree.subtree(entry.path), entry.node) }
            return (FileTree(), entry.node)
        }
        let place = try readable(source)
        let files = try hostFiles()
        var entry = try files.entry(at: place, follow: true)
        entry.node.modified = world.now
        entry.node.attributes = FileAttributes(mode: entry.node.attributes.mode)
        guard entry.node.kind == .directory else { return (FileTree(), entry.node) }
        return (
            try Snapshot.tree(of: files, at: place, modified: world.now, isRootOwned: true),
            entry.node
        )
    }

    private func overlay(
        _ source: FileTree, _ node: FileNode, at target: TreePath, in tree: inout FileTree,
        _ call: borrowing NativeCall
    ) throws {
        var owner: (uid: UInt32, gid: UInt32)?
        if let text = try call.optionalString(4) {
            owner = try self.owner(text, TreeFileSystem(tree))
        }
        let mode = try mode(call, 5)
        func place(_ node: FileNode, _ path: TreePath) throws {
            var node = node
            if let owner { (node.attributes.uid, node.attributes.gid) = owner }
            if let mode, node.kind == .file { node.attributes.mode = mode }
            if node.kind == .directory,
                (try? tree.entry(at: path, follow: true))?.node.kind == .directory
            {
                return
            }
            try tree.put(node, at: path, now: world.now)
        }
        guard node.kind == .directory else {
            try place(node, target)
            return
        }
        try tree.makeDirectories(target, now: world.now)
        for entry in source.walk() where !entry.path.isRoot {
            try place(entry.node, target.appending(entry.path))
        }
    }

    private func installImageConfig() {
        func configure(
            _ name: String, _ parameters: String,
            _ body: @escaping (borrowing NativeCall) throws -> (String, (inout ImageConfig) -> Void)
        ) {
            method(image, name, parameters) { [unowned self] (image: Image, call) in
                let (line, change) = try body(call)
                return value(keep(image.configured(line, created: world.timestamp, change)))
            }
        }
        func words(_ name: String, _ key: String, clears: String? = nil) {
            configure(name, "words...") { [unowned self] call in
                var list = try strings(call, 1)
                if list.isEmpty, call[1].elements?.count == 1 { list = [] }
                let json = JSONValue.array(list.map { .string($0) })
                return (
                    "\(name.uppercased()) \(json.text())",
                    { config in
                        config[parameter: key] = json
                        if let clears { config[parameter: clears] = nil }
                    }
                )
            }
        }
        words("cmd", "Cmd")
        words("entrypoint", "Entrypoint", clears: "Cmd")
        words("shell", "Shell")
        configure("env", "variables") { [unowned self] call in
            let pairs = try pairs(call, 1)
            return (
                "ENV " + pairs.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                { config in
                    for (key, value) in pairs { config.setEnvironment(key, value) }
                }
            )
        }
        configure("label", "labels") { [unowned self] call in
            let pairs = try pairs(call, 1)
            return (
                "LABEL " + pairs.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                { config in
                    var labels = config[parameter: "Labels"]?.object ?? JSONObject()
                    for (key, value) in pairs { labels[key] = .string(value) }
                    config[parameter: "Labels"] = .object(labels)
                }
            )
        }
        configure("user", "user") { call in
            let user = try call.string(1)
            return ("USER \(user)", { $0[parameter: "User"] = .string(user) })
        }
        configure("stop_signal", "signal") { call in
            let signal = try call.string(1)
            return ("STOPSIGNAL \(signal)", { $0[parameter: "StopSignal"] = .string(signal) })
        }
        for (name, key) in [("volume", "Volumes"), ("expose", "ExposedPorts")] {
            configure(name, "items...") { [unowned self] call in
                let items = try call.list(1).map { try vm.display($0, readable: false) }
                return (
                    "\(name.uppercased()) \(items.joined(separator: " "))",
                    { config in
                        var set = config[parameter: key]?.object ?? JSONObject()
                        for item in items {
                            set[
                                key == "ExposedPorts" && !item.contains("/") ? "\(item)/tcp" : item] =
                                .object([:])
                        }
                        config[parameter: key] = .object(set)
                    }
                )
            }
        }
        method(image, "workdir", "path") { [unowned self] (image: Image, call) in
            let path = TreePath(
                try call.string(1).utf8, in: TreePath(image.config.workingDirectory))
            let line = "WORKDIR \(path)"
            if image.tree.contains(path) {
                return value(
                    keep(
                        image.configured(line, created: world.timestamp) {
                            $0[parameter: "WorkingDir"] = .string(path.description)
                        }))
            }
            var tree = image.tree
            try tree.makeDirectories(path, now: world.now)
            let layered = try image.replacingFiles(
                with: tree, createdBy: line, created: world.timestamp)
            var config = layered.config
            config[parameter: "WorkingDir"] = .string(path.description)
            return value(keep(Image(layers: layered.layers, config: config)))
        }
    }

    /// The layer stack, top first, with sizes.
    private func draw(_ image: Image) -> String {
        var lines = [
            "\(name(of: image))  \(image.platform)  \(Size.text(image.size))  \(image.id.short)"
        ]
        for (index, layer) in image.layers.enumerated().reversed() {
            let size = Size.text(layer.size)
            lines.append(
                "  \(index)  \(String(repeating: " ", count: max(0, 9 - size.count)))\(size)  \(layer.createdBy.prefix(80))"
            )
        }
        return lines.joined(separator: "\n")
    }
}

/// Sizes as people read them.
enum Size {
    static func text(_ bytes: Int) -> String {
        var value = Double(bytes)
        for unit in ["B", "kB", "MB", "GB"] {
            if value < 1000 || unit == "GB" {
                let tenths = (value * 10).rounded() / 10
                return unit == "B" ? "\(bytes)B" : "\(tenths)\(unit)"
            }
            value /= 1000
        }
        return "\(bytes)B"
    }
}
