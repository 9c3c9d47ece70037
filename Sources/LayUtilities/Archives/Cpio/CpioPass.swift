internal import LayBounds
import LayFiles
import LayShell

/// `cpio -p`: copies files whose names it reads into a directory.
struct CpioPass {
    private let call: UtilityCall

    init(_ call: UtilityCall) { self.call = call }

    /// Copies the files.
    ///
    /// - Throws: `UtilityFailure` without a directory, `BoundReached`.
    func run() throws {
        guard let directory = call.operands.first else {
            throw UtilityFailure("Must specify a destination directory", status: 2)
        }
        let base = call.path(directory)
        let placing = CpioPlacing(call: call, base: base)
        var copies: [Int: TreePath] = [:]
        var directories: [(path: TreePath, modified: Nanoseconds)] = []
        var bytes = 0
        let quiet = CpioCreation(call)
        try quiet.eachFile { name, entry in
            let node = entry.node
            let path = base.appending(TreePath(bytes: TarNames.safe(name).rest))
            let shown = FileName.joined(directory, name)
            guard
                try placing.makeRoom(
                    shown, path, isDirectory: node.kind == .directory,
                    modified: Int(node.modified / 1_000_000_000))
            else { return }
            if entry.linkID != 0, let first = copies[entry.linkID] {
                return try call.files.link(first, to: path)
            }
            if call.has("l"), node.kind == .file {
                return try call.files.link(entry.path, to: path)
            }
            if node.kind == .directory {
                try call.context.hold(path.bytes.count + 64)
                directories.append((path, node.modified))
                if (try? call.files.status(at: path, follow: false)) != nil {
                    return try placing.settle(node.attributes, node.kind, node.modified, path)
                }
            }
            var copy = node
            (copy.attributes.uid, copy.attributes.gid) = (call.context.uid, call.context.gid)
            copy.modified = call.files.now
            if case .file(let contents) = node.body {
                bytes += contents.count
                try call.context.account.work(contents.count / 16)
            }
            try call.files.make(copy, at: path)
            try placing.settle(node.attributes, node.kind, node.modified, path)
            if entry.linkID != 0 {
                try call.context.hold(path.bytes.count + 64)
                copies[entry.linkID] = path
            }
        }
        for (path, modified) in directories.reversed() where call.has("m") {
            try call.files.setModified(modified, of: path, follow: false)
        }
        try Utilities.tellBlocks(bytes, call)
    }
}
