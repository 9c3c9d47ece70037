internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    func installImages() {
        let images = TypeTable<Image>(
            self, image, "An image: layers and a configuration, as one value that never changes.")
        installImageOperators()
        installImageFunctions()
        installBuilding()
        installImageGlobals()
        installCreating(images)
        installImageProperties(images)
        installImageQueries(images)
        installHistory(images)
        installImageSaving(images)
        installImageEdits(images)
        installImageInstructions(images)
        installImageCopying(images)
    }

    /// Keeps an image in the world, so that its id can be looked up.
    func keep(_ image: Image) -> Image {
        world.keep(image)
        return image
    }

    private func installImageOperators() {
        image.operators = [
            ("i[path]", "the file at a path"), ("path in i", "true when something is at the path"),
            ("i + layer", "the image with a layer more"),
            ("i - other", "the layer that makes the other image's files this one's"),
            ("i == other", "true when configuration and layers are the same, whatever the tags"),
        ]
        image.assignmentHelp =
            "an image never changes: img = img.write(path, text) gives another one"
        image.row = { [unowned self] _, value in
            guard let image: Image = content(value) else { return [] }
            return [
                world.name(of: image), image.id.short, ByteSize.text(image.size),
                "\(image.layers.count) layers",
            ]
        }
        image.display = { [unowned self] _, value, isReadable in
            guard let image: Image = content(value) else { return "<image>" }
            let name = world.name(of: image)
            return isReadable ? "<image \(name)>" : image.drawing(named: name)
        }
        image.equals = { [unowned self] _, a, b in
            guard let x: Image = content(a), let y: Image = content(b) else { return false }
            return x == y
        }
        image.contains = { [unowned self] _, path, value in
            guard let image: Image = content(value), path.tag == .string else { return false }
            return image.tree.contains(TreePath(path.text))
        }
        image.index = { [unowned self] _, value, key in
            guard let image: Image = content(value) else { return .nil }
            return try look(key, in: image.tree, "image \(world.name(of: image))")
        }
        image.combine = { [unowned self] _, sign, a, b in
            guard let x: Image = content(a) else { return nil }
            if sign == "+", let y: Layer = content(b) {
                return value(keep(try x.adding(y, created: world.timestamp)))
            }
            if sign == "-", let y: Image = content(b) { return value(try x.difference(from: y)) }
            return nil
        }
    }

    private func installImageGlobals() {
        vm.define(
            "scratch", value(Image.scratch), "The image without layers, which all others stand on.",
            gives: Image.type,
            example: "scratch.write(\"/hello\", \"hi\").layers.length  # => 1")
        vm.define(
            "toolbox", value(Toolbox.image),
            "Lay's own base image: a shell and its utilities, with nothing downloaded.",
            gives: Image.type,
            example: """
                toolbox.run("echo ready > /state")["/state"].text  # => "ready\\n"
                """)
    }

    private func installImageFunctions() {
        constructor(
            image,
            NativeMember(
                "The image of a tag, an id or the beginning of one.",
                [Parameter("reference", "a name such as \"app:1.0\", a digest, or an id's digits")],
                example: """
                    toolbox.tag("base:1.0")
                    image("base:1.0") == toolbox  # => true
                    """
            ) { (bindings, reference: String) in try bindings.world.image(reference) })
        function(
            image, "load",
            NativeMember(
                "Reads an image that a tool wrote: an OCI layout, a docker-archive or a file system.",
                [
                    Parameter("path", "a directory or a tar of the host"),
                    Parameter("tag", "a name it gets as well"),
                    Parameter(
                        "platform", "which image of several: \"linux/arm64\"",
                        default: "\"linux/amd64\""),
                    Parameter("name", "which image of several: its tag there, or a digest"),
                ],
                example: """
                    toolbox.save("/out")
                    image.load("/out", "base:1.0").tags  # => ["base:1.0"]
                    """
            ) { (bindings, path: String, tag: Reference?, platform: Platform?, name: String?) in
                if let scheme = LayError.scheme(of: path) {
                    throw LayError.noRegistry(path, scheme: scheme)
                }
                let place = try bindings.readable(path)
                let host = bindings.host
                let reader = ImageReader(
                    try bindings.hostFiles(), limits: host.archiveLimits, scratch: host.scratch)
                let readings = try host.tracking(.loading) {
                    try reader.read(place, name: name, platform: platform)
                }
                guard let image = try bindings.world.load(readings, tag: tag) else {
                    throw LayError(.notFound, "there is no image in '\(path)'")
                }
                return image
            })
        function(
            image, "remove",
            NativeMember(
                "Removes a tag, and the image with its last one; gives a map of untagged and deleted.",
                [
                    Parameter("reference", "the tag, or an id"),
                    Parameter("force", "true to take all tags of an id"),
                ],
                example: """
                    toolbox.tag("base:1.0")
                    image.remove("base:1.0")["untagged"]  # => ["base:1.0"]
                    """
            ) { (bindings, reference: String, force: Flag) -> Fields in
                let removal = try bindings.world.removeImage(reference, force: force.isSet)
                return [
                    "untagged": removal.untagged,
                    "deleted": removal.deleted.map(\.description),
                ]
            })
        function(
            image, "prune",
            NativeMember(
                "Removes the images without a tag that no container uses; gives a map of images and bytes.",
                [Parameter("all", "true to remove also those with tags")],
                example: """
                    toolbox.tag("base:1.0")
                    image.prune(all: true)["images"][0]  # => "base:1.0"
                    """
            ) { (bindings, all: Flag) -> Fields in
                let removal = bindings.world.pruneImages(all: all.isSet)
                return [
                    "images": removal.untagged + removal.deleted.map(\.description),
                    "bytes": removal.bytes,
                ]
            })
    }
}
