internal import LayArchive
internal import LayBounds
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// What an image tells of itself.
    func installImageProperties(_ images: TypeTable<Image>) {
        images.property(
            "id", "The digest of its configuration, which names it.",
            example: "toolbox.id.length  # => 71"
        ) { _, image in image.id.description }
        images.property(
            "digest", "The digest of its manifest, by which registries know it.",
            example: "toolbox.digest.length  # => 71"
        ) { _, image in try LayoutWriter.manifestDigest(of: image).description }
        images.property(
            "tags", "The names it has in the world.",
            example: "toolbox.tag(\"base:1.0\").tags  # => [\"base:1.0\"]"
        ) { bindings, image in bindings.world.tags(of: image) }
        images.property(
            "layers", "Its layers from the bottom up.",
            example: "toolbox.write(\"/f\", \"\").layers.length  # => 2"
        ) { _, image in image.layers }
        images.property(
            "size", "Bytes of the files in all its layers.",
            example: "scratch.write(\"/f\", \"four\").size  # => 4"
        ) { _, image in image.size }
        images.property(
            "fs", "Its files, as a tree.",
            example: "scratch.write(\"/f\", \"1\").fs[\"/f\"].text  # => \"1\""
        ) { _, image in image.tree }
        images.property(
            "config",
            "The fields of its configuration that a container starts with, by OCI's names.",
            example: "toolbox.config[\"Cmd\"]  # => [\"sh\"]"
        ) { _, image in image.config.parameters }
        images.property(
            "platform", "What it runs on.", example: "toolbox.platform  # => \"linux/amd64\""
        ) { _, image in image.platform.description }
        images.property(
            "platforms", "The platforms of the index that it was read from, or its own.",
            example: "toolbox.platforms  # => [\"linux/amd64\"]"
        ) { _, image in image.platforms.map(\.description) }
        images.property(
            "warnings",
            "What was wrong with it when it was read or made, and what others will take for something else.",
            example: "toolbox.warnings  # => []"
        ) { _, image in try image.warnings }
        images.property(
            "created", "When it was made, as its configuration tells; nil if it does not.",
            example: "toolbox.created  # => \"1970-01-01T00:00:00Z\""
        ) { _, image in image.config["created"]?.string }
        images.property(
            "author", "Who made it, as its configuration tells; nil if it does not.",
            example: "scratch.with_config({author: \"me\"}).author  # => \"me\""
        ) { _, image in image.config["author"]?.string }
    }

    /// What was done to an image.
    func installHistory(_ images: TypeTable<Image>) {
        let made = "let entry = scratch.cmd(\"ls\").history[0]\n"
        images.property(
            "history", "What made it, from the first step on.",
            example: "toolbox.write(\"/f\", \"\").history[1].created_by  # => \"WRITE /f\""
        ) { _, image in image.config.history.map { HistoryEntry(fields: $0) } }
        let entries = TypeTable<HistoryEntry>(
            self, history, "A line of an image's history: a step, and whether it made a layer.")
        entries.property(
            "created_by", "The step: an instruction, or what was called.",
            example: made + #"entry.created_by  # => "CMD [\"ls\"]""#
        ) { _, entry in entry.createdBy }
        entries.property(
            "empty_layer", "True when the step made no layer.",
            example: made + "entry.empty_layer  # => true"
        ) { _, entry in entry.isEmptyLayer }
        entries.property(
            "comment", "What its maker said of the step.",
            example: made + "entry.comment  # => \"buildkit.dockerfile.v0\""
        ) { _, entry in entry.comment }
        entries.property(
            "created", "When it was done.",
            example: made + "entry.created  # => \"1970-01-01T00:00:00Z\""
        ) { _, entry in entry.created }
        history.display = { [unowned self] _, value, _ in
            let entry: HistoryEntry? = content(value)
            return entry.map { $0.createdBy.shown() + ($0.isEmptyLayer ? " (no layer)" : "") } ?? ""
        }
    }
}
