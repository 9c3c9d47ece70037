internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime

extension Bindings {
    func installLayers() {
        layer.row = { [unowned self] _, value in
            guard let layer: Layer = content(value) else { return [] }
            return [try layer.diffID().short, ByteSize.text(layer.size), layer.createdBy]
        }
        layer.display = { [unowned self] _, value, isReadable in
            guard let layer: Layer = content(value) else { return "<layer>" }
            if isReadable { return "<layer \(layer.createdBy)>" }
            let lines = layer.changes.prefix(60).map {
                "\($0.kind.rawValue) \($0.path)\($0.node.map { $0.kind == .file ? " (\($0.size))" : "" } ?? "")"
            }
            return lines.isEmpty ? "(empty layer)" : lines.joined(separator: "\n")
        }
        layer.equals = { [unowned self] _, a, b in
            guard let x: Layer = content(a), let y: Layer = content(b) else { return false }
            return x === y || x.changes == y.changes
        }
        layer.combine = { [unowned self] _, sign, a, b in
            guard sign == "+", let x: Layer = content(a), let y: Layer = content(b) else {
                return nil
            }
            return value(Layer(x.changes.then(y.changes), createdBy: x.createdBy))
        }
        layer.index = { [unowned self] _, value, key in
            guard let layer: Layer = content(value) else { return .nil }
            return try look(key, in: layer.changes.applied(to: FileTree()), "this layer")
        }
        vm.constructor(layer, "changes") { [unowned self] call in
            guard let entries = call[0].entries else { throw call.mismatch(0, "a map of paths") }
            var changes = TreeChanges()
            for (key, inner) in entries {
                guard key.tag == .string else { throw call.mismatch(0, "a map of paths") }
                let path = TreePath(key.text)
                if inner.isNil {
                    try changes.addRemoval(at: path)
                    continue
                }
                let literal = try literal(inner, path: key.text)
                try changes.add(literal.node, at: path)
                if literal.isOpaque { try changes.addOpaque(at: path) }
            }
            return value(Layer(changes))
        }
        vm.function(layer, "read", "bytes") { [unowned self] call in
            guard call[0].tag == .bytes else { throw call.mismatch(0, "bytes") }
            let source = MemoryBytes(Array(call[0].buffer))
            let reading = try LayerArchive.read(source, limits: host.archiveLimits)
            let blob = Layer.Blob(source, reading)
            return value(Layer(reading.changes, diffID: reading.diffID, blob: blob))
        }
        vm.function(layer, "write", "layer compression? compression_level?") {
            [unowned self] call in
            guard let layer: Layer = content(call[0]) else { throw call.mismatch(0, "a layer") }
            let compression = try Compression(named: try call.optionalString(1) ?? "none")
            let level = try compression.checked(call.has(2) ? try call.int(2) : nil)
            try vm.reserve(layer.size)
            return try compression.compress(try LayerArchive.write(layer.changes), level: level)
                .withUnsafeBytes { try vm.bytes($0) }
        }
        installMerging()
        property(layer, "length") { (layer: Layer) in
            .int(layer.changes.reduce(0) { count, _ in count + 1 })
        }
        property(layer, "size") { (layer: Layer) in .int(layer.size) }
        property(layer, "diff_id") { [unowned self] (layer: Layer) in
            value(try layer.diffID().description)
        }
        property(layer, "digest") { [unowned self] (layer: Layer) in
            value(try LayerEncoding.standard.blob(of: layer).digest.description)
        }
        property(layer, "created_by") { [unowned self] (layer: Layer) in value(layer.createdBy) }
        property(layer, "tree") { [unowned self] (layer: Layer) in
            value(layer.changes.applied(to: FileTree()))
        }
        property(layer, "changes") { [unowned self] (layer: Layer) in
            vm.list(layer.changes.map { value($0) })
        }
        method(layer, "filter", "function") { [unowned self] (layer: Layer, call) in
            let function = call[1]
            let kept = try layer.changes.filtered { change in
                let argument = value(change)
                defer { vm.release(argument) }
                return try vm.bool(vm.call(function, [argument]))
            }
            return value(Layer(kept, createdBy: layer.createdBy))
        }
        method(layer, "without", "path") { [unowned self] (layer: Layer, call) in
            let path = try path(call, 1)
            return value(
                Layer(
                    try layer.changes.filtered { !$0.path.isBelowOrEqual(path) },
                    createdBy: layer.createdBy))
        }
        method(layer, "under", "path") { [unowned self] (layer: Layer, call) in
            let path = try path(call, 1)
            return value(
                Layer(
                    try layer.changes.filtered { $0.path.isBelowOrEqual(path) },
                    createdBy: layer.createdBy))
        }
        change.display = { [unowned self] _, value, _ in
            guard let change: Change = content(value) else { return "<change>" }
            return "\(change.kind.rawValue) \(change.path)"
        }
        property(change, "kind") { [unowned self] (change: Change) in value(change.kind.rawValue) }
        property(change, "path") { [unowned self] (change: Change) in value(change.path.description)
        }
        property(change, "size") { (change: Change) in .int(change.node?.size ?? 0) }
        property(change, "file") { [unowned self] (change: Change) in
            change.node.map { value(FileEntry(path: change.path, node: $0)) } ?? .nil
        }
    }

}
