internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// What gives another image by its files and layers.
    func installImageEdits(_ images: TypeTable<Image>) {
        images.method(
            "write", "Another image with a file written, as one layer more.",
            [
                Parameter("path", "the file; the directories above it are made"),
                Parameter("contents", "what it holds"),
                Parameter("mode", "its permission bits; 0o644 for a new file"),
                Parameter("owner", "\"user\", \"user:group\" or \":group\", names or numbers"),
            ],
            example: """
                toolbox.write("/etc/motd", "hi\\n", owner: "nobody")["/etc/motd"].text  # => "hi\\n"
                """
        ) {
            (
                bindings, image, path: String, contents: FileContents, mode: FileMode?,
                owner: String?
            ) in
            NewImage(
                try image.writing(
                    contents, to: path, mode: mode?.bits, owner: owner,
                    created: bindings.world.timestamp, now: bindings.world.now))
        }
        images.method(
            "edit",
            "Another image with the files that a function makes of its own, as one layer more.",
            [Parameter("function", "gets the image's tree and gives a tree")],
            example: """
                let i = toolbox.edit(t => t.remove("/etc/group").mkdir("/srv"))
                "/etc/group" in i  # => false
                """
        ) { (bindings, image, function: ScriptFunction) in
            NewImage(
                try image.replacingFiles(
                    with: try bindings.edited(image.tree, by: function), createdBy: "EDIT",
                    created: bindings.world.timestamp))
        }
        images.method(
            "run", "Another image with what a program changed, as RUN does; throws when it fails.",
            [
                Parameter("command", "a text for the shell, or a list of words"),
                Parameter("shell", "the words before such a text; the image's shell if left out"),
            ],
            example: """
                toolbox.run("echo ready > /state")["/state"].text  # => "ready\\n"
                """
        ) { (bindings, image, command: CommandArgument, shell: [String]?) in
            let words = command.words(shell: shell ?? image.config.shell)
            return NewImage(try bindings.containers.run(words, on: image))
        }
        images.method(
            "with_config",
            "Another image with fields of its configuration replaced; nil removes one.",
            [Parameter("fields", "by OCI's names: {User: \"web\", author: \"me\"}")],
            example: "toolbox.with_config({User: \"web\"}).config[\"User\"]  # => \"web\""
        ) { (_, image, fields: JSONObject) in NewImage(try image.merging(fields)) }
        installImageStacks(images)
    }

    /// What a script's function makes of a tree.
    private func edited(_ tree: FileTree, by function: ScriptFunction) throws -> FileTree {
        let argument = value(tree)
        defer { vm.release(argument) }
        let result = try vm.call(function.value, [argument])
        defer { vm.release(result) }
        guard let tree: FileTree = content(result) else {
            throw LayError.noTree(vm.describe(result))
        }
        return tree
    }

    /// What changes the stack of layers.
    private func installImageStacks(_ images: TypeTable<Image>) {
        let stack = "let i = scratch.write(\"/a\", \"1\").write(\"/b\", \"2\")\n"
        images.method(
            "squash", "Another image whose layers from one on are joined; the history stays.",
            [Parameter("from", "the first layer that is joined, from the bottom", default: "0")],
            example: stack + "i.squash().layers.length  # => 1"
        ) { (bindings, image, start: Int?) in
            NewImage(
                try image.squashed(from: start ?? 0, created: bindings.world.timestamp))
        }
        images.method(
            "flatten", "Another image of one layer and one line of history, with what can be seen.",
            example: stack + "i.flatten().history.length  # => 1"
        ) { bindings, image in
            NewImage(try image.flattened(created: bindings.world.timestamp))
        }
        images.method(
            "rebase", "Another image with the layers of its own on another base.",
            [
                Parameter("old", "the base it was built on, or its name"),
                Parameter("new", "the base it gets, or its name"),
            ],
            example: """
                let old = scratch.write("/base", "1")
                let fixed = scratch.write("/base", "2")
                old.write("/app", "x").rebase(old, fixed)["/base"].text  # => "2"
                """
        ) { (_, image, old: NamedImage, new: NamedImage) in
            NewImage(try image.rebased(from: old.image, to: new.image))
        }
    }
}
