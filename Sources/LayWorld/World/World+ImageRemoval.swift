public import LayArchive
internal import LayBounds
public import LayImages

/// Removing images by Docker's rules (moby, daemon/images/image_delete.go).
extension World {
    /// What a removal did.
    public struct Removal: Sendable, Equatable {
        /// Names that were taken away.
        public var untagged: [String] = []
        /// Ids of images that are gone.
        public var deleted: [Digest] = []
        /// Bytes of layers that nothing holds any more.
        public var bytes = 0
    }

    /// Removes a name, and the image with its last one.
    ///
    /// An image that a stopped container uses needs force; its name goes, and it stays for the
    /// container. One that a running container uses is refused even then.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, unless forced, or `InUse`.
    @discardableResult
    public func removeImage(_ name: String, force: Bool) throws(ImageError) -> Removal {
        let id: Digest
        let tag: Reference?
        do {
            (id, tag) = try find(name)
        } catch {
            if force, error.kind == .notFound { return Removal() }
            throw error
        }
        let names = references(of: id)
        let users = state.containers.all.filter { $0.image.id == id }
        let running = users.first { $0.life.isAlive }
        var removal = Removal()
        if let tag, names.count > 1 {
            untag(tag, &removal)
            return removal
        }
        if let running {
            throw .imageInUse(id, byRunning: running)
        }
        if !force, let user = users.first {
            throw .imageInUse(id, named: tag == nil ? nil : name, byStopped: user)
        }
        if !force, names.count > 1 {
            throw .imageHasNames(id, names)
        }
        for name in names { untag(name, &removal) }
        if users.isEmpty { delete([id], &removal) }
        return removal
    }

    /// Removes images that nothing names and no container uses: those that lost their tag, with
    /// `all` also tagged ones.
    public func pruneImages(all: Bool) -> Removal {
        var removal = Removal()
        let used = Set(state.containers.all.map(\.image.id))
        let candidates = listedImages.map(\.id).filter { id in
            !used.contains(id) && (all || references(of: id).isEmpty)
        }
        for id in candidates {
            for name in references(of: id) { untag(name, &removal) }
        }
        delete(candidates, &removal)
        return removal
    }

    private func untag(_ reference: Reference, _ removal: inout Removal) {
        state.tags[reference] = nil
        removal.untagged.append(reference.familiar)
        record("image", "untag", reference.familiar)
    }

    /// Lets images go and counts the bytes of layers that no listed image holds any more.
    func delete(_ ids: [Digest], _ removal: inout Removal) {
        let gone = ids.compactMap { state.images[$0] }
        for id in ids {
            state.images[id] = nil
            removal.deleted.append(id)
            record("image", "delete", id.description)
        }
        let kept = LayerSizes(listedImages.map(\.image))
        removal.bytes += LayerSizes(gone).bytes(notIn: kept)
    }
}
