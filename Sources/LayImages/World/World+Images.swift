internal import LayArchive

extension World {
    /// Keeps an image in the world.
    public func keep(_ image: Image) {
        state.images[image.id] = image
    }

    /// Names an image; an older image of that name keeps its id only.
    public func tag(_ image: Image, _ reference: Reference) {
        keep(image)
        if let index = state.tags.firstIndex(where: { $0.reference == reference }) {
            state.tags[index].id = image.id
        } else {
            state.tags.append((reference, image.id))
        }
        record("image", "tag", reference.familiar)
    }

    /// The image of a tag, an id or the beginning of one.
    ///
    /// - Throws: `ImageError` of kind `NotFound` or `ValueError`.
    public func image(_ name: String) throws(ImageError) -> Image {
        let hex = name.hasPrefix("sha256:") ? String(name.dropFirst(7)) : name
        let isHex =
            hex.utf8.count >= 4
            && hex.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        if isHex {
            let matches = state.images.all.filter { $0.id.hex.hasPrefix(hex) }
            if matches.count == 1, let match = matches.first { return match.image }
        }
        let reference = try Reference(name)
        if let entry = state.tags.first(where: { $0.reference == reference }),
            let image = state.images[entry.id]
        {
            return image
        }
        let names = state.tags.map(\.reference.familiar)
        throw ImageError(
            "NotFound", "no image '\(reference.familiar)'",
            help: names.isEmpty
                ? "the world has no tagged image" : "tagged are \(names.joined(separator: ", "))")
    }

    /// The tags of an image, as people write them.
    public func tags(of image: Image) -> [String] {
        let id = image.id
        return state.tags.filter { $0.id == id }.map(\.reference.familiar)
    }

    /// Removes a tag; an image without further tags and users goes too.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, or `InUse` for an image that containers use.
    public func removeImage(_ name: String, force: Bool) throws(ImageError) {
        let image = try image(name)
        let id = image.id
        let users = state.containers.all.filter { $0.image.id == id }
        let isLastTag = state.tags.count { $0.id == id } <= 1
        if isLastTag,
            let user = users.first(where: { $0.state == .running || $0.state == .paused })
                ?? users.first
        {
            let isRunning = user.state == .running || user.state == .paused
            if isRunning || !force {
                throw ImageError(
                    "InUse",
                    "image '\(name)' is used by the \(isRunning ? "running" : "stopped") container \(user.name)",
                    help: isRunning
                        ? "stop and remove the container first"
                        : "remove the container, or use force: true")
            }
        }
        let reference = try? Reference(name)
        state.tags.removeAll { $0.id == id && ($0.reference == reference || isLastTag) }
        if !state.tags.contains(where: { $0.id == id }), users.isEmpty { state.images[id] = nil }
        record("image", "untag", name)
    }
}
