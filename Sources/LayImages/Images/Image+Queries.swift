public import LayBounds
public import LayFiles

/// Questions to all layers of an image at once.
extension Image {
    /// A layer's word on a path.
    public struct Version: Sendable {
        /// The layer, counted from the bottom.
        public let layer: Int
        /// What it does to the path; its node is `nil` for a removal.
        public let change: Change
    }

    /// The platforms of the index that it was read from, or its own.
    public var platforms: [Platform] {
        let others = origin?.alternatives.compactMap(\.platform) ?? []
        return others.isEmpty ? [platform] : others
    }

    /// What was wrong with it when it was read, and did not matter, and what will be once others read
    /// it.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*c*) in the changes of layers made here.
    public var warnings: [String] {
        get throws(BoundReached) {
            var result = origin?.warnings ?? []
            var pace = RunBounds.Pace()
            for layer in layers where layer.blob == nil {
                for change in layer.changes {
                    try pace.step()
                    guard case .characterDevice(let device)? = change.node?.body, device.isNone
                    else { continue }
                    result.append(
                        "'\(change.path)' is the device 0:0, which overlayfs takes for a removal")
                }
            }
            return result
        }
    }

    /// The topmost layer that holds something at a path.
    public func layer(holding path: TreePath) -> Layer? {
        layers.last { $0.changes.holds(path) }
    }

    /// What each layer does to the path, from the bottom up: also the one that removes it with a
    /// directory above it.
    ///
    /// - Complexity: O(*l* · *d*) look-ups for *l* layers and a path *d* deep.
    public func versions(of path: TreePath) -> [Version] {
        var result: [Version] = []
        for (index, layer) in layers.enumerated() {
            if let change = layer.changes.change(at: path) {
                result.append(Version(layer: index, change: change))
            } else if let kind = result.last?.change.node?.kind, layer.changes.hides(path),
                kind != .directory || !layer.changes.holdsDirectory(path)
            {
                result.append(Version(layer: index, change: .removal(of: path)))
            }
        }
        return result
    }

    /// Bytes of files that lie in a layer and cannot be seen, because a later layer replaces or
    /// removes them. The names of one inode count once, and only when none of them can be seen.
    ///
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*n* · *d*) look-ups for *n* files in all layers, *d* deep.
    public func waste() throws(BoundReached) -> Int {
        var hidden = 0
        var pace = RunBounds.Pace()
        var later = TreeChanges()
        for layer in layers.reversed() {
            var links: [Int: (size: Int, isSeen: Bool)] = [:]
            for change in layer.changes {
                try pace.step()
                guard let node = change.node, node.kind == .file else { continue }
                let isHidden = later.hides(change.path)
                if change.linkID != 0 {
                    let known = links[change.linkID]?.isSeen == true
                    links[change.linkID] = (node.size, known || !isHidden)
                } else if isHidden {
                    hidden += node.size
                }
            }
            for (_, link) in links where !link.isSeen { hidden += link.size }
            later = try layer.changes.then(later)
        }
        return hidden
    }
}
