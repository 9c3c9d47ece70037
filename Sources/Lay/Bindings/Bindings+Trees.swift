internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    func installTrees() {
        let trees = TypeTable<FileTree>(
            self, tree, "Files and directories as a value: every edit gives another tree.")
        installTreeOperators()
        constructor(
            tree,
            NativeMember(
                "A tree of files at their paths, or the one that a tar holds.",
                [
                    Parameter(
                        "files", "texts, bytes and files by path, or the bytes of a tar",
                        default: "{}")
                ],
                example:
                    "tree({\"/etc/motd\": \"hi\", \"/srv/\": nil}).list()  # => [\"etc\", \"srv\"]"
            ) { (bindings, files: TreeLiteral?) in
                switch files {
                case nil: FileTree()
                case .files(let files): try FileTree(files, now: bindings.world.now)
                case .archive(let bytes):
                    try LayerArchive.readTree(
                        MemoryBytes(bytes), limits: bindings.host.archiveLimits)
                }
            })
        define(
            "tar",
            NativeMember(
                "The tar of a tree, uncompressed; equal trees give equal bytes.",
                [Parameter("tree", "the files")],
                example: """
                    let t = tree({"/etc/motd": "hi"})
                    tree(tar(t)) == t  # => true
                    """
            ) { (bindings, tree: FileTree) in
                try bindings.vm.reserve(tree.totalSize)
                return ByteString(bytes: try LayerArchive.write(tree))
            })
        trees.property(
            "size", "Bytes in all its files; the names of one inode count once.",
            example: "tree({\"/a\": \"123\", \"/b\": \"45\"}).size  # => 5"
        ) { _, tree in tree.totalSize }
        trees.property(
            "length", "How many files and directories it has, the root among them.",
            example: "tree({\"/etc/motd\": \"hi\"}).length  # => 3"
        ) { _, tree in tree.count }
        installTreeEdits(trees)
        installTreeQueries(trees)
        installTreeSaving(trees)
    }

    private func installTreeOperators() {
        tree.assignmentHelp = "a tree never changes: t = t.write(path, text) gives another one"
        tree.display = { [unowned self] _, value, _ in
            guard let tree: FileTree = content(value) else { return "<tree>" }
            var growth = Growth(vm)
            return try tree.drawing { try growth.add($0) }
        }
        tree.equals = { [unowned self] _, a, b in
            guard let x: FileTree = content(a), let y: FileTree = content(b) else { return false }
            return x == y
        }
        tree.contains = { [unowned self] _, path, value in
            guard let tree: FileTree = content(value), path.tag == .string else { return false }
            return tree.contains(TreePath(path.text))
        }
        tree.index = { [unowned self] _, value, key in
            guard let tree: FileTree = content(value) else { return .nil }
            return try look(key, in: tree, "this tree")
        }
        tree.combine = { [unowned self] _, sign, a, b in
            guard let x: FileTree = content(a) else { return nil }
            if sign == "-", let y: FileTree = content(b) {
                return value(Layer(try TreeChanges(from: y, to: x)))
            }
            if sign == "+", let y: Layer = content(b) { return value(try y.changes.applied(to: x)) }
            return nil
        }
    }
}
