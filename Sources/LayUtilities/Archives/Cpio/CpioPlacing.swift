internal import LayBounds
import LayFiles
import LayShell

/// Makes files where cpio puts them.
struct CpioPlacing {
    let call: UtilityCall
    /// How paths of words are found.
    let base: TreePath

    /// Makes room for a file; false where what is there is kept, which is told.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func makeRoom(_ shown: [UInt8], _ path: TreePath, isDirectory: Bool, modified: Int) throws
        -> Bool
    {
        if let old = try? call.files.entry(at: path, follow: false) {
            if isDirectory, old.node.kind == .directory { return true }
            if !call.has("u"), old.node.modified / 1_000_000_000 >= modified {
                let text = "\(call.text(shown)) not created: newer or same age version exists"
                try call.complain(text)
                return false
            }
            if old.node.kind == .directory {
                try call.files.removeDirectory(path)
            } else {
                try call.files.unlink(path)
            }
        } else if call.has("d") {
            var missing: [TreePath] = []
            var parent = path.parent
            while !parent.isRoot, (try? call.files.status(at: parent, follow: true)) == nil {
                missing.append(parent)
                parent = parent.parent
            }
            for place in missing.reversed() {
                try call.files.make(
                    FileNode(
                        .directory, attributes: call.newAttributes(0o777),
                        modified: call.files.now), at: place)
            }
        }
        return true
    }

    /// Gives what was made its owner, its mode and its time.
    ///
    /// - Throws: `FileError`.
    func settle(
        _ attributes: FileAttributes, _ kind: FileKind, _ modified: Nanoseconds, _ path: TreePath
    )
        throws
    {
        if call.context.uid == 0, !call.has("no-preserve-owner") {
            try call.files.setAttributes(of: path, follow: false) {
                ($0.uid, $0.gid) = (attributes.uid, attributes.gid)
            }
        }
        if kind != .symlink {
            try call.files.setAttributes(of: path, follow: false) { $0.mode = attributes.mode }
        }
        if call.has("m") { try call.files.setModified(modified, of: path, follow: false) }
    }
}
