internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime

/// What makes one layer of several.
extension Bindings {
    func installMerging() {
        vm.function(layer, "merge", "a b prefer?") { [unowned self] call in
            let (first, second) = try layers(call)
            let merge = TreeMerge(first.changes, second.changes)
            let side: TreeMerge.Side
            switch try call.optionalString(2) {
            case nil where merge.conflicts.isEmpty, "a": side = .first
            case "b": side = .second
            case nil: throw Self.conflict(merge.conflicts)
            case let name?:
                throw LayError(
                    .valueError, "merge: 'prefer' cannot be '\(name)'",
                    help: "\"a\" is the first layer and \"b\" the second")
            }
            return value(Layer(try merge.changes(preferring: side), createdBy: first.createdBy))
        }
        vm.function(layer, "conflicts", "a b") { [unowned self] call in
            let (first, second) = try layers(call)
            return vm.list(
                TreeMerge(first.changes, second.changes).conflicts.map { conflict in
                    vm.map([
                        ("path", value(conflict.path.description)),
                        ("a", value(conflict.first)), ("b", value(conflict.second)),
                    ])
                })
        }
        vm.function(layer, "squash", "layers") { [unowned self] call in
            value(try squash(try call.list(0)))
        }
        method(layer, "squash", "others...") { [unowned self] (layer: Layer, call) in
            value(try squash(try call.list(1), onto: layer))
        }
    }

    private func layers(_ call: borrowing NativeCall) throws -> (Layer, Layer) {
        guard let first: Layer = content(call[0]) else { throw call.mismatch(0, "a layer") }
        guard let second: Layer = content(call[1]) else { throw call.mismatch(1, "a layer") }
        return (first, second)
    }

    private func squash(_ values: UnsafeBufferPointer<Value>, onto base: Layer? = nil) throws
        -> Layer
    {
        var changes = base?.changes ?? TreeChanges()
        var history = base?.createdBy ?? ""
        for value in values {
            guard let next: Layer = content(value) else {
                throw LayError(
                    .typeError, "squash: only layers can be squashed, not \(vm.describe(value))",
                    help: "layer.squash([first, second])")
            }
            changes = changes.then(next.changes)
            if history.isEmpty { history = next.createdBy }
        }
        return Layer(changes, createdBy: history)
    }

    private static func conflict(_ conflicts: [TreeMerge.Conflict]) -> LayError {
        let paths = conflicts.prefix(5).map(\.path.description).joined(separator: ", ")
        let count = conflicts.count == 1 ? "1 path is" : "\(conflicts.count) paths are"
        return LayError(
            .conflict,
            "\(count) changed by both layers: \(paths)\(conflicts.count > 5 ? ", …" : "")",
            help: "layer.merge(a, b, prefer: \"a\") or \"b\" takes one side's; "
                + "layer.conflicts(a, b) shows both")
    }
}
