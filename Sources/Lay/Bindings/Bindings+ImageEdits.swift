internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What gives another image by its files and layers.
extension Bindings {
    func installImageEdits() {
        imageEdit("write", "path contents mode? owner?") { [unowned self] image, call in
            let files = TreeFileSystem(image.tree, now: world.now)
            try files.put(
                try contents(call, 2), at: TreePath(try call.string(1)), mode: try mode(call, 3),
                owner: try call.optionalString(4))
            return try image.replacingFiles(
                with: files.tree, createdBy: "WRITE \(try call.string(1))", created: world.timestamp
            )
        }
        imageEdit("edit", "function") { [unowned self] image, call in
            let argument = value(image.tree)
            defer { vm.release(argument) }
            let result = try vm.call(call[1], [argument])
            defer { vm.release(result) }
            guard let tree: FileTree = content(result) else {
                throw LayError(
                    .typeError, "edit: the function must give a tree, not \(vm.describe(result))")
            }
            return try image.replacingFiles(with: tree, createdBy: "EDIT", created: world.timestamp)
        }
        imageEdit("run", "command shell?") { [unowned self] image, call in
            let shell = call.has(2) ? try strings(call, 2) : image.config.shell
            let words = try CommandArgument.take(call, 1, self).words(shell: shell)
            return try containers.run(words, on: image)
        }
        imageEdit("squash", "from?") { [unowned self] image, call in
            try image.squashed(
                from: call.has(1) ? try call.int(1) : 0, created: world.timestamp)
        }
        imageEdit("flatten", "") { [unowned self] image, _ in
            try image.flattened(created: world.timestamp)
        }
        imageEdit("rebase", "old new") { [unowned self] image, call in
            try image.rebased(from: try imageArgument(call, 1), to: try imageArgument(call, 2))
        }
        imageEdit("with_config", "fields") { [unowned self] image, call in
            guard case .object(let fields) = try json(call[1], depth: 0) else {
                throw call.mismatch(1, "a map")
            }
            return try image.merging(fields)
        }
    }

    /// A value of the language as JSON.
    ///
    /// - Throws: `TypeError` for what JSON has no form for.
    private func json(_ value: Value, depth: Int) throws -> JSONValue {
        if value.isNil { return .null }
        if value.isBool { return .bool(value.isTrue) }
        if value.isInt { return .int(Int64(value.asInt)) }
        if value.tag == .string { return .string(value.text) }
        if depth > 64 { throw LayError(.valueError, "the map is nested too deeply") }
        if let elements = value.elements {
            return .array(try elements.map { try json($0, depth: depth + 1) })
        }
        if let entries = value.entries {
            var object = JSONObject()
            for (key, value) in entries {
                guard key.tag == .string else {
                    throw LayError(.typeError, "a field's name is no string")
                }
                object[key.text] = try json(value, depth: depth + 1)
            }
            return .object(object)
        }
        throw LayError(
            .typeError, "a configuration cannot hold \(vm.describe(value))",
            help: "maps, lists, strings, ints, bools and nil")
    }
}
