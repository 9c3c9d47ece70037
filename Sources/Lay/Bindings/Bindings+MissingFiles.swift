internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// What is said of a path that is not there.
extension Bindings {
    /// The file at a path, with a suggestion when there is none.
    func look(_ key: Value, in tree: FileTree, _ subject: String) throws -> Value {
        guard key.tag == .string else {
            throw LayError.noPath(vm.describe(key), in: subject)
        }
        let path = TreePath(key.text)
        return value(try guided(by: tree, subject) { try tree.entry(at: path) })
    }

    /// Calls `body`, and says of a path that is not there what may have been meant.
    func guided<Result>(
        by tree: FileTree, _ subject: String = "this tree", _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as FileError where error.code == .notFound && error.detail == nil {
            if let entry = try? tree.entry(at: error.path, follow: false),
                case .symlink(let target) = entry.node.body
            {
                throw LayError.danglingLink(error.path, to: target, in: subject)
            }
            throw missing(error.path, subject) { try? tree.list($0) }
        }
    }

    /// The error for a path that is not there, with the nearest name beside it.
    func missing(_ path: TreePath, _ subject: String, _ list: (TreePath) -> [DirectoryItem]?)
        -> LayError
    {
        let names = (list(path.parent) ?? []).map { String(decoding: $0.name, as: UTF8.self) }
        let nearest = vm.nearest(String(decoding: path.name, as: UTF8.self), among: names)
        return .noFile(path, in: subject, nearest: nearest)
    }
}
