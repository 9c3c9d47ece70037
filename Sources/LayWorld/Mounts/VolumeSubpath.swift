internal import LayBounds
internal import LayFiles
internal import LayImages

/// The part of a volume that is mounted, found without leaving the volume.
enum VolumeSubpath {
    /// True for a relative path that does not climb out.
    static func isLocal(_ text: String) -> Bool {
        if text.hasPrefix("/") { return false }
        var depth = 0
        for name in text.split(separator: "/") where name != "." {
            depth += name == ".." ? -1 : 1
            if depth < 0 { return false }
        }
        return true
    }

    /// Where a subpath leads, links followed.
    ///
    /// An absolute link would lead to the host's files, so it leaves the volume, as `..` does.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, or `PermissionDenied` when it leaves the volume.
    static func resolve(_ subpath: TreePath, in volume: Volume) throws(ImageError) -> TreePath {
        var waiting: [ArraySlice<UInt8>] = subpath.components.reversed()
        var place = TreePath.root
        var followed = 0
        while let name = waiting.popLast() {
            if name == [0x2e] { continue }
            if name == [0x2e, 0x2e] {
                if place.isRoot { throw .subpathEscapes(subpath, volume) }
                place = place.parent
                continue
            }
            let next = place.appending(name: name)
            let entry: FileEntry
            do throws(FileError) {
                entry = try volume.tree.entry(at: next, follow: false)
            } catch {
                throw .noSubpath(subpath, in: volume, error)
            }
            guard case .symlink(let target) = entry.node.body else {
                place = next
                continue
            }
            followed += 1
            if followed > 40 || target.first == UInt8(ascii: "/") {
                throw .subpathEscapes(subpath, volume)
            }
            waiting += target.split(separator: UInt8(ascii: "/")).reversed()
        }
        return place
    }
}
