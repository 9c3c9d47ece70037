internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// `copy` and `add` of an image.
    func installImageCopying(_ images: TypeTable<Image>) {
        let parameters = [
            Parameter("source", "a path or a pattern such as \"*.txt\", or a list of them"),
            Parameter("to", "where they go; a / at its end makes it a directory"),
            Parameter(
                "from",
                "an image, a tree, a container, or an image's name; the host's files if left out"),
            Parameter("owner", "\"user\", \"user:group\" or \":group\", names or numbers"),
            Parameter("mode", "the permission bits they get"),
        ]
        for isAdd in [false, true] {
            images.method(
                many: isAdd ? "add" : "copy",
                isAdd
                    ? "Another image with files added, as ADD does: archives are unpacked."
                    : "Another image with files copied into it, as COPY does.", parameters,
                example: isAdd
                    ? """
                    tree({"/a": "1"}).save("data.tar")
                    toolbox.add("data.tar", "/srv/")["/srv/a"].text  # => "1"
                    """
                    : """
                    let i = toolbox.copy("a", "/srv/", from: tree({"/a": "1"}), owner: "nobody")
                    i["/srv/a"].owner  # => "65534:65534"
                    """
            ) {
                (
                    bindings, image, source: SourceList, to: String, from: SourceTree?,
                    owner: String?, mode: FileMode?
                ) in
                let sources = try source.sources.map { text -> LayImages.CopySource in
                    guard isAdd, let address = RemoteAddress(text) else {
                        return LayImages.CopySource.path(text)
                    }
                    return try bindings.world.source(of: address)
                }
                var step = CopyStep(sources, to: to, isAdd: isAdd)
                step.chown = owner
                step.chmod = mode.map { CopyMode($0.bits) }
                step.limits = bindings.host.archiveLimits
                step.now = bindings.world.now
                let origin: any CopyOrigin =
                    from.map { TreeOrigin($0.tree) } ?? bindings.hostOrigin
                let copied = try bindings.containers.copy(
                    step.resolved(from: origin), line: step.line(source.sources), on: image
                ).image
                return NewImage(copied)
            }
        }
    }

    /// The host's files, as far as the script may read them.
    private var hostOrigin: HostOrigin {
        // A host without files refuses each source before any is looked for.
        HostOrigin(granted ?? TreeFileSystem(), now: world.now) { [unowned self] source in
            try readable(source)
        }
    }
}
