internal import LayBounds
import LayFiles
import LayShell

/// Copies of what is no directory.
extension Copying {
    /// Makes the copy of what is no directory; false where that is refused.
    func copyNode(
        _ source: [UInt8], _ entry: FileEntry, to target: [UInt8], _ place: TreePath
    ) throws -> Bool {
        var verb = "create regular file"
        do {
            if rules.makesSymbolicLinks {
                verb = "create symbolic link"
                try replace(place)
                try call.files.make(link(to: source), at: place)
                return true
            }
            if rules.makesHardLinks {
                verb = "create hard link"
                try replace(place)
                try call.files.link(entry.path, to: place)
                return true
            }
            if rules.keepsHardLinks, entry.linkID != 0 {
                if let copy = copies[entry.linkID] {
                    verb = "create hard link"
                    if (try? call.files.entry(at: place, follow: false)) != nil {
                        try call.files.unlink(place)
                    }
                    try call.files.link(copy, to: place)
                    return true
                }
                copies[entry.linkID] = place
            }
            switch entry.node.body {
            case .file(let contents):
                return try copyFile(contents, source, entry, to: target, place)
            case .symlink: verb = "create symbolic link"
            case .fifo where !rules.copiesContents && rules.isRecursive: verb = "create fifo"
            case .characterDevice where !rules.copiesContents && rules.isRecursive,
                .blockDevice where !rules.copiesContents && rules.isRecursive:
                verb = "create special file"
            default:
                let bytes = try call.reader(source).rest()
                return try copyFile(FileContents(bytes), source, entry, to: target, place)
            }
            if (try? call.files.entry(at: place, follow: false)) != nil {
                try call.files.unlink(place)
            }
            var node = entry.node
            node.attributes = FileAttributes(
                mode: node.kind == .symlink ? 0o777 : node.attributes.mode & ~call.context.umask,
                uid: call.context.uid, gid: call.context.gid)
            node.modified = call.files.now
            try call.files.make(node, at: place)
            try finish(entry, place, isNew: true)
            return true
        } catch let error as FileError {
            if isGNU {
                try call.cannot(verb, target, error)
            } else {
                try call.cannot(verb.hasSuffix("file") ? "create" : verb, target, error)
            }
            return false
        }
    }

    private func replace(_ place: TreePath) throws {
        guard rules.forces, (try? call.files.entry(at: place, follow: false)) != nil else { return }
        try call.files.unlink(place)
    }

    private func link(to source: [UInt8]) -> FileNode {
        FileNode(
            .symlink(target: source),
            attributes: FileAttributes(mode: 0o777, uid: call.context.uid, gid: call.context.gid),
            modified: call.files.now)
    }

    private func copyFile(
        _ contents: FileContents, _ source: [UInt8], _ entry: FileEntry, to target: [UInt8],
        _ place: TreePath
    ) throws -> Bool {
        if contents.count > 0, !rules.attributesOnly {
            do {
                _ = try contents.bytes(in: 0..<1)
            } catch {
                if let bound = error.bound { throw bound }
                try fail(
                    isGNU
                        ? "cannot open \(call.quoted(source)) for reading: \(error.reason)"
                        : "can't open \(call.quoted(source)): \(error.reason)")
                return false
            }
        }
        let old = try? call.files.entry(at: place, follow: false)
        if old?.node.kind == .symlink, (try? call.files.entry(at: place, follow: true)) == nil {
            if isGNU {
                try fail("not writing through dangling symlink \(call.quoted(target))")
            } else {
                try fail("can't create \(call.quoted(target)): File exists")
            }
            return false
        }
        if old == nil, FileName.namesDirectory(target) {
            throw FileError(isGNU ? .notDirectory : .isDirectory, place)
        }
        var mode = rules.mode ?? entry.node.attributes.mode & (isGNU ? 0o777 : 0o7777)
        if rules.mode != nil || rules.keepsMode {
            mode &= 0o700
        } else {
            mode &= ~call.context.umask
        }
        let attributes = FileAttributes(mode: mode, uid: call.context.uid, gid: call.context.gid)
        // A large file is work, though its bytes are shared.
        try call.context.account.work(contents.count / 16)
        func write() throws(FileError) {
            if rules.attributesOnly {
                if old == nil { try call.files.write(.empty, to: place, creating: attributes) }
            } else {
                try call.files.write(contents, to: place, creating: attributes)
            }
        }
        do throws(FileError) {
            try write()
        } catch {
            guard rules.forces, old != nil, error.bound == nil else { throw error }
            try call.files.unlink(place)
            if rules.isVerbose, isGNU { try call.write("removed \(call.quoted(target))\n") }
            try write()
        }
        try finish(entry, place, isNew: old == nil)
        return true
    }

    /// Gives a copy the owner, the mode and the times that it keeps.
    func finish(_ entry: FileEntry, _ place: TreePath, isNew: Bool) throws {
        let from = entry.node.attributes
        let isLink = entry.node.kind == .symlink
        let follows = !isLink
        if rules.keepsTime {
            try call.files.setModified(entry.node.modified, of: place, follow: follows)
        }
        if rules.keepsOwner {
            do throws(FileError) {
                try call.files.setAttributes(of: place, follow: follows) { attributes in
                    attributes.uid = from.uid
                    attributes.gid = from.gid
                }
            } catch {
                // Only root gives files away; others keep what they copied.
                if let bound = error.bound { throw bound }
            }
        }
        if rules.keepsExtended, !from.extendedAttributes.isEmpty {
            try call.files.setAttributes(of: place, follow: follows) {
                $0.extendedAttributes = from.extendedAttributes
            }
        }
        if isLink { return }
        if let mode = rules.mode, entry.node.kind != .directory {
            try call.files.setAttributes(of: place, follow: true) { $0.mode = mode }
        } else if rules.keepsMode {
            try call.files.setAttributes(of: place, follow: true) { $0.mode = from.mode }
        } else if isNew, entry.node.kind == .directory {
            let mode = from.mode & 0o7777 & ~call.context.umask
            try call.files.setAttributes(of: place, follow: true) { attributes in
                attributes.mode = mode & 0o1777 | attributes.mode & 0o2000
            }
        }
    }
}
