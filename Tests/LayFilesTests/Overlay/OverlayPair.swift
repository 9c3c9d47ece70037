#if os(Linux)
    @testable import LayFiles

    /// A tree of Lay beside the kernel's overlay; each operation is done on both.
    struct OverlayPair {
        let mount: OverlayMount
        /// Lay's lower layers, and what Lay has now.
        private(set) var lower: FileTree
        private(set) var tree: FileTree
        /// What Lay had under each layer, and the layers that are closed.
        private var history: [(lower: FileTree, layer: TreeChanges)] = []
        private(set) var step = 0
        private(set) var log: [String] = []

        init(_ mount: OverlayMount) {
            self.mount = mount
            tree = FileTree()
            lower = tree
        }

        /// Does the operation on both sides and compares the outcomes.
        mutating func perform(_ operation: Operation) throws {
            step += 1
            let now = Nanoseconds(step)
            try mount.inside {
                if operation.isLeftOut { return }
                log.append("\(operation)")
                var changed = tree
                var refusal: FileError.Code?
                do {
                    try operation.perform(&changed, now: now)
                } catch let error as FileError {
                    refusal = error.code
                }
                let number = try operation.performByKernel(now: now)
                if Kernel.code(number) == .crossDevice, case .rename(let from, let to) = operation {
                    // Docker's users see what `mv` does next.
                    try move(from, to, &changed, refusal)
                    return
                }
                if refusal != Kernel.code(number) || (refusal == nil) != (number == 0) {
                    throw OracleFailure(
                        "\(operation): the kernel says \(number == 0 ? "yes" : Kernel.name(number)),"
                            + " Lay says \(refusal.map { "\($0)" } ?? "yes")")
                }
                if refusal == nil { tree = changed }
            }
        }

        private mutating func move(
            _ from: TreePath, _ to: TreePath, _ changed: inout FileTree, _ refusal: FileError.Code?
        ) throws {
            // The kernel refuses before it looks whether the target is empty.
            if refusal == .notEmpty { return }
            if let refusal {
                throw OracleFailure("rename \(from) \(to): `mv` would do it, Lay says \(refusal)")
            }
            let (source, target) = (
                try tree.resolve(from.parent).appending(name: from.name),
                try tree.resolve(to.parent).appending(name: to.name)
            )
            if isLinkedAcross(source) { return }
            try Operation.moveByCopying(source, to: target)
            tree = changed
        }

        /// True when an inode of the upper layer has names inside and outside a directory.
        ///
        /// `mv` parts them, which a rename in one step, as Lay's is, need not do.
        private func isLinkedAcross(_ directory: TreePath) -> Bool {
            var isInside: [Int: Bool] = [:]
            return tree.walk().contains { entry in
                if entry.linkID <= tree.links.sealed { return false }
                let inside = entry.path.isBelowOrEqual(directory)
                return isInside.updateValue(inside, forKey: entry.linkID) ?? inside != inside
            }
        }

        /// Compares the views and the layers of both sides.
        func compare() throws {
            let snapshot = try Snapshot(tree)
            let view = try Snapshot(OverlayMount.merged)
            try view.expect(snapshot, "the kernel's view and Lay's tree")

            let kernelLayer = try UpperDirectory.changes(mount.upper)
            try Snapshot(kernelLayer.applied(to: lower)).expect(
                snapshot, "the kernel's layer over Lay's lower tree, and Lay's tree")

            let layer = try TreeChanges(from: lower, to: tree)
            try Snapshot(layer.applied(to: lower)).expect(
                snapshot, "Lay's layer over Lay's lower tree, and Lay's tree")
            let other = try mount.view(over: mount.layers - 1) {
                try UpperDirectory.write(layer, from: lower, to: tree, in: $0)
            }
            try other.expect(snapshot, "the kernel's view of Lay's layer, and Lay's tree")

            try expectLeast(layer, kernelLayer)
            if try kernelLayer.applied(to: lower) != tree {
                throw OracleFailure("equal trees are not == to Lay")
            }
        }

        /// Compares what the highest layers are when they are joined into one, for each number.
        func compareJoined() throws {
            let snapshot = try Snapshot(tree)
            var joined = try TreeChanges(from: lower, to: tree)
            for (index, (lower, layer)) in history.enumerated().reversed() {
                joined = try layer.then(joined)
                try Snapshot(joined.applied(to: lower)).expect(
                    snapshot, "\(history.count - index + 1) layers as one, and Lay's tree")
                // The lowest layer is the empty one that every overlay here begins with.
                let view = try mount.view(over: index + 1) {
                    try UpperDirectory.write(joined, from: lower, to: tree, in: $0)
                }
                try view.expect(snapshot, "the kernel's view of layers as one, and Lay's tree")
            }
        }

        /// Whatever Lay's layer says, the kernel's says too, which may say more: directories that
        /// were copied up for their mtime, files that were touched and are as before.
        private func expectLeast(_ layer: TreeChanges, _ kernelLayer: TreeChanges) throws {
            for change in layer {
                let path = change.path
                let found = kernelLayer.change(at: path)
                let isThere =
                    change.node == nil
                    ? kernelLayer.hides(path) && found?.node == nil : found?.node != nil
                if !isThere { throw OracleFailure("only Lay's layer has \(path): \(change)") }
            }
        }

        /// Closes the layer: what was written becomes the highest lower layer.
        mutating func seal() throws {
            history.append((lower, try TreeChanges(from: lower, to: tree)))
            try mount.addLayer()
            log.append("seal")
            tree = tree.sealed()
            lower = tree
        }
    }
#endif
