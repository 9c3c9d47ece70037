public import LayArchive
internal import LayBounds
public import LayImages

extension World {
    /// Keeps an image in the world, so that its id can be looked up.
    ///
    /// - Parameter isListed: true for an image that people see, such as one that was loaded.
    public func keep(_ image: Image, isListed: Bool = false) {
        guard isListed else { return state.images.add(image.withoutArguments) }
        let id = image.id
        state.images[id] = image.withoutArguments
        state.images.list(id)
    }

    /// Takes in images that were read, with the names they had; the first is the one meant, which
    /// gets `tag` as well.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a tag that would be taken for a digest.
    public func load(_ readings: [ImageReader.Reading], tag: Reference? = nil) throws(ImageError)
        -> Image?
    {
        for reading in readings {
            keep(reading.image, isListed: true)
            if let reference = reading.name.flatMap({ Reference(imported: $0) }) {
                try? self.tag(reading.image, reference)
            }
        }
        guard let first = readings.first?.image else { return nil }
        if let tag { try self.tag(first, tag) }
        return first
    }

    /// Names an image; an older image of that name stays, dangling.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a name that would be taken for a digest.
    public func tag(_ image: Image, _ reference: Reference) throws(ImageError) {
        if reference.digest != nil {
            throw .tagWithDigest(reference)
        }
        if reference.familiarName == "sha256" {
            throw .tagNamedDigest
        }
        if state.tags[reference] == nil { try requireTag() }
        try requireEvent()
        let id = image.id
        state.images[id] = image.withoutArguments
        state.images.list(id, tagged: state.clock)
        state.tags[reference] = id
        record("image", "tag", reference.familiar)
    }

    /// The image of a tag, a digest, an id or the beginning of one.
    ///
    /// Names come first, as in Docker; the beginning of an id has four digits or more.
    ///
    /// - Throws: `ImageError` of kind `NotFound`, or `ValueError` for a name that is none and a
    ///   beginning that several ids have.
    public func image(_ name: String) throws(ImageError) -> Image {
        let match = try find(name)
        guard let image = state.images[match.id] else { throw missing(name) }
        return image
    }

    /// The id that a name stands for, and the tag when it was one.
    func find(_ name: String) throws(ImageError) -> (id: Digest, tag: Reference?) {
        let hex = name.hasPrefix("sha256:") ? String(name.dropFirst(7)) : name
        let isHex =
            hex.utf8.count >= 4 && hex.utf8.count <= 64
            && hex.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        let isWholeID = isHex && hex.utf8.count == 64
        if !isWholeID {
            do {
                let reference = try Reference(name)
                if let digest = reference.digest {
                    if let id = find(reference.repository, digest) { return (id, nil) }
                } else if let id = state.tags[reference] {
                    return (id, reference)
                }
            } catch {
                if !isHex { throw error }
            }
        }
        if isHex {
            let matches = state.images.beginning(with: hex)
            if matches.count == 1 { return (matches[0], nil) }
            if matches.count > 1 {
                throw .severalImages(name, matches)
            }
        }
        if isWholeID, let id = find("sha256:\(hex)", among: state.images.all.map(\.id)) {
            return (id, nil)
        }
        throw missing(name)
    }

    /// The image of a repository that a registry knows by a digest.
    private func find(_ repository: String, _ digest: String) -> Digest? {
        let ids = state.tags.filter { $0.reference.repository == repository }.map(\.id)
        return ids.first { $0.description == digest } ?? find(digest, among: ids)
    }

    /// The image whose manifest has a digest: the manifest it came with, or the one that it would be
    /// saved with, which takes the time of compressing it.
    private func find(_ manifest: String, among ids: [Digest]) -> Digest? {
        let images = ids.compactMap { state.images[$0] }
        let known = images.first { $0.manifest?.digest.description == manifest }
        let found =
            known
            ?? images.first {
                $0.manifest == nil
                    && (try? LayoutWriter.manifestDigest(of: $0))?.description == manifest
            }
        return found?.id
    }

    private func missing(_ name: String) -> ImageError {
        .noImage(name, tagged: state.tags.map(\.reference.familiar))
    }

    /// The names of an image, in the order in which they were set.
    public func references(of id: Digest) -> [Reference] {
        state.tags.filter { $0.id == id }.map(\.reference)
    }

    /// The tags of an image, as people write them.
    public func tags(of image: Image) -> [String] { references(of: image.id).map(\.familiar) }

    /// How messages name an image: its tag, or the beginning of its id.
    public func name(of image: Image) -> String { tags(of: image).first ?? image.id.short }

    /// The images that are tagged or that a container was made from, each once.
    public var imagesInUse: [Image] {
        var seen: Set<Digest> = []
        return (state.tags.map(\.id) + containers.map(\.image.id))
            .filter { seen.insert($0).inserted }.compactMap { state.images[$0] }
    }

    /// The images that `docker images` would list: tagged, dangling, loaded, or in use.
    public var listedImages: [(id: Digest, image: Image)] {
        let used = Set(state.tags.map(\.id)).union(state.containers.all.map(\.image.id))
        return state.images.all.filter { used.contains($0.id) || state.images.isListed($0.id) }
    }
}
