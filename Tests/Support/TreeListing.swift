public import LayFiles

/// The entries of a tree as lines that say all that is not usual.
public func listing(_ tree: FileTree) -> [String] {
    tree.walk().compactMap { entry in
        if entry.path.isRoot { return nil }
        let node = entry.node
        let attributes = node.attributes
        var line = "\(node.kind.word) \(entry.path)"
        switch node.body {
        case .file(let contents):
            let bytes = contents.count <= 64 ? try? contents.bytes() : nil
            if let bytes, contents.count > 0 { line += " = \(TreePath.display(bytes[...]))" }
            if bytes == nil { line += " (\(contents.count) bytes)" }
        case .symlink(let target): line += " -> \(TreePath.display(target[...]))"
        case .characterDevice(let device), .blockDevice(let device):
            line += " \(device.major):\(device.minor)"
        default: break
        }
        let usual: UInt16 = node.kind == .directory ? 0o755 : 0o644
        if attributes.mode != usual { line += " mode \(String(attributes.mode, radix: 8))" }
        if attributes.uid != 0 || attributes.gid != 0 {
            line += " owner \(attributes.uid):\(attributes.gid)"
        }
        if node.modified != 0 { line += " at \(node.modified)" }
        for attribute in attributes.extendedAttributes {
            let name = TreePath.display(attribute.name[...])
            line += " \(name)=\(TreePath.display(attribute.value[...]))"
        }
        if entry.linkID != 0, entry.linkCount > 1 { line += " (\(entry.linkCount) names)" }
        return line
    }
}
