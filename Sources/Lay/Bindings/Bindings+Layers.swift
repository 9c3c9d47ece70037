internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime

extension Bindings {
    func installLayers() {
        let layers = TypeTable<Layer>(
            self, layer, "A layer: what one step of an image adds, replaces and removes.")
        installLayerOperators()
        installLayerFunctions()
        installMerging(layers)
        installLayerProperties(layers)
        installLayerSelections(layers)
        installChanges()
    }

    private func installLayerOperators() {
        layer.row = { [unowned self] _, value in
            guard let layer: Layer = content(value) else { return [] }
            return [try layer.diffID().short, ByteSize.text(layer.size), layer.createdBy]
        }
        layer.display = { [unowned self] _, value, isReadable in
            guard let layer: Layer = content(value) else { return "<layer>" }
            if isReadable { return "<layer \(layer.createdBy.shown())>" }
            var growth = Growth(vm)
            return try layer.drawing { try growth.add($0) }
        }
        layer.equals = { [unowned self] _, a, b in
            guard let x: Layer = content(a), let y: Layer = content(b) else { return false }
            return x === y || x.changes == y.changes
        }
        layer.combine = { [unowned self] _, sign, a, b in
            guard sign == "+", let x: Layer = content(a), let y: Layer = content(b) else {
                return nil
            }
            return value(try x.then(y))
        }
        layer.index = { [unowned self] _, value, key in
            guard let layer: Layer = content(value) else { return .nil }
            return try look(key, in: try layer.tree, "this layer")
        }
    }

    private func installLayerFunctions() {
        constructor(
            layer,
            NativeMember(
                "A layer of files at their paths; nil removes what is there.",
                [Parameter("changes", "texts, bytes, files and nil by path")],
                example: """
                    let l = layer({"/etc/motd": "hi", "/tmp/old": nil})
                    l.changes.map(c => c.kind)  # => ["A", "D"]
                    """
            ) { (_, changes: LayerLiteral) in Layer(try TreeChanges(changes.entries)) })
        function(
            layer, "read",
            NativeMember(
                "The layer that a tar holds, plain or compressed.",
                [Parameter("bytes", "the tar")],
                example: """
                    let l = layer({"/etc/motd": "hi"})
                    layer.read(layer.write(l)) == l  # => true
                    """
            ) { (bindings, bytes: ByteString) in
                try Layer(
                    archive: MemoryBytes(bytes.bytes), limits: bindings.host.archiveLimits)
            })
        function(
            layer, "write",
            NativeMember(
                "The tar of a layer; equal layers give equal bytes.",
                [
                    Parameter("layer", "the changes"),
                    Parameter(
                        "compression", "\"none\", \"gzip\" or \"zstd\"", default: "\"none\""),
                    Parameter("compression_level", Bindings.levelMeaning),
                ],
                example: "layer.write(layer({\"/a\": \"1\"})).length % 512  # => 0"
            ) { (bindings, layer: Layer, compression: String?, level: Int?) in
                try bindings.vm.reserve(layer.size)
                return ByteString(
                    bytes: try layer.archive(compression: compression, level: level))
            })
    }

    private func installLayerProperties(_ layers: TypeTable<Layer>) {
        let made = "let l = layer({\"/etc/motd\": \"hi\", \"/tmp/old\": nil})\nl."
        layers.property(
            "length", "How many paths it says something of.", example: made + "length  # => 2"
        ) { _, layer in layer.changes.count }
        layers.property(
            "size", "Bytes of the files it holds; an inode counts once.",
            example: made + "size  # => 2"
        ) { _, layer in layer.size }
        layers.property(
            "diff_id", "The SHA-256 of its uncompressed tar, which names it in configurations.",
            example: made + "diff_id.length  # => 71"
        ) { _, layer in try layer.diffID().description }
        layers.property(
            "digest", "The SHA-256 of its blob, as it came in or as gzip.",
            example: made + "digest.starts_with(\"sha256:\")  # => true"
        ) { _, layer in try LayerEncoding.standard.blob(of: layer).digest.description }
        layers.property(
            "created_by", "What made it, as history tells.",
            example: "scratch.write(\"/a\", \"1\").layers[0].created_by  # => \"WRITE /a\""
        ) { _, layer in layer.createdBy }
        layers.property(
            "tree", "What it adds, as a tree.",
            example: made + "tree.list(\"/etc\")  # => [\"motd\"]"
        ) { _, layer in try layer.tree }
        layers.property(
            "changes", "What it does to each path, in path order.",
            example: made + "changes.map(c => c.path)  # => [\"/etc/motd\", \"/tmp/old\"]"
        ) { _, layer in layer.changes.listed }
    }

    private func installLayerSelections(_ layers: TypeTable<Layer>) {
        let made = "let l = layer({\"/etc/motd\": \"hi\", \"/tmp/old\": nil})\n"
        layers.method(
            "filter", "The layer with the changes for which a function says yes.",
            [Parameter("function", "gets a change")],
            example: made + "l.filter(c => c.kind != \"D\").length  # => 1"
        ) { (bindings, layer, function: Predicate<Change>) in
            try layer.filtered { try function.holds($0, bindings) }
        }
        layers.method(
            "without", "The layer without what it changes at a path and below.",
            [Parameter("path", "a file or directory")],
            example: made + "l.without(\"/tmp\").changes.map(c => c.path)  # => [\"/etc/motd\"]"
        ) { (_, layer, path: TreePath) in try layer.without(path) }
        layers.method(
            "under", "The layer with what it changes at a path and below, and nothing else.",
            [Parameter("path", "a file or directory")],
            example: made + "l.under(\"/tmp\").changes.map(c => c.path)  # => [\"/tmp/old\"]"
        ) { (_, layer, path: TreePath) in try layer.under(path) }
    }

    private func installChanges() {
        let changes = TypeTable<Change>(
            self, change, "What a layer does to one path.")
        change.display = { [unowned self] _, value, _ in
            guard let change: Change = content(value) else { return "<change>" }
            return "\(change)".shown()
        }
        let made = "let c = layer({\"/etc/motd\": \"hi\"}).changes[0]\nc."
        changes.property(
            "kind", "What happens: \"A\" added, \"M\" modified, \"D\" removed.",
            example: made + "kind  # => \"A\""
        ) { _, change in change.kind.rawValue }
        changes.property(
            "path", "Where it happens.", example: made + "path  # => \"/etc/motd\""
        ) { _, change in change.path.description }
        changes.property(
            "opaque", "True for a removal of all that lay below a directory, shown as \"D /d/*\".",
            example: "layer({\"/d\": directory(opaque: true)}).changes[0].opaque  # => true"
        ) { _, change in change.isOpaque && change.node == nil }
        changes.property(
            "size", "Bytes of the file that stands there afterwards; 0 for a removal.",
            example: made + "size  # => 2"
        ) { _, change in change.node?.size ?? 0 }
        changes.property(
            "file", "What stands there afterwards; nil for a removal.",
            example: made + "file.text  # => \"hi\""
        ) { _, change in change.entry }
    }
}
