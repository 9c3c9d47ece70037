internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What an image tells of itself.
extension Bindings {
    func installImageProperties() {
        property(image, "id") { [unowned self] (image: Image) in value(image.id.description) }
        property(image, "digest") { [unowned self] (image: Image) in
            value(try LayoutWriter.manifestDigest(of: image).description)
        }
        property(image, "tags") { [unowned self] (image: Image) in list(world.tags(of: image)) }
        property(image, "layers") { [unowned self] (image: Image) in
            vm.list(image.layers.map { value($0) })
        }
        property(image, "size") { (image: Image) in .int(image.size) }
        property(image, "fs") { [unowned self] (image: Image) in value(image.tree) }
        property(image, "config") { [unowned self] (image: Image) in
            value(JSONValue.object(image.config.parameters))
        }
        property(image, "platform") { [unowned self] (image: Image) in
            value(image.platform.description)
        }
        property(image, "platforms") { [unowned self] (image: Image) in
            let others = image.origin?.alternatives.compactMap(\.platform?.description) ?? []
            return list(others.isEmpty ? [image.platform.description] : others)
        }
        property(image, "warnings") { [unowned self] (image: Image) in
            list(image.origin?.warnings ?? [])
        }
        property(image, "created") { [unowned self] (image: Image) in
            image.config["created"].map { value($0) } ?? .nil
        }
        property(image, "author") { [unowned self] (image: Image) in
            image.config["author"].map { value($0) } ?? .nil
        }
        installHistory()
        installImageQueries()
        installImageSaving()
    }

    private func installHistory() {
        property(image, "history") { [unowned self] (image: Image) in
            vm.list(image.config.history.map { vm.object(Box($0), history) })
        }
        property(history, "created_by") { [unowned self] (entry: JSONObject) in
            entry["created_by"].map { value($0) } ?? value("")
        }
        property(history, "empty_layer") { (entry: JSONObject) in
            .bool(entry["empty_layer"] == .bool(true))
        }
        property(history, "comment") { [unowned self] (entry: JSONObject) in
            entry["comment"].map { value($0) } ?? value("")
        }
        property(history, "created") { [unowned self] (entry: JSONObject) in
            entry["created"].map { value($0) } ?? value("")
        }
        history.display = { [unowned self] _, value, _ in
            let entry: JSONObject? = content(value)
            return (entry?["created_by"]?.string ?? "")
                + (entry?["empty_layer"] == .bool(true) ? " (no layer)" : "")
        }
    }

    private func installImageQueries() {
        method(image, "get", "path") { [unowned self] (image: Image, call) in
            guard let entry = try? image.tree.entry(at: try path(call, 1)) else { return .nil }
            return value(entry)
        }
        method(image, "tag", "reference") { [unowned self] (image: Image, call) in
            try world.tag(image, try Reference(try call.string(1)))
            return vm.retain(call[0])
        }
        method(image, "which", "path") { [unowned self] (image: Image, call) in
            let path = try path(call, 1)
            return image.layers.last { $0.changes.holds(path) }.map { value($0) } ?? .nil
        }
        method(image, "versions", "path") { [unowned self] (image: Image, call) in
            let path = try path(call, 1)
            return vm.list(
                image.versions(of: path).map { version in
                    vm.map([
                        ("layer", value(image.layers[version.layer])),
                        ("change", value(version.change)),
                    ])
                })
        }
        method(image, "waste") { (image: Image, _) in .int(image.waste()) }
        method(image, "shares", "other") { [unowned self] (image: Image, call) in
            guard let other: Image = content(call[1]) else { throw call.mismatch(1, "an image") }
            let shared = try image.shared(with: other)
            return vm.map([("layers", .int(shared.layers)), ("bytes", .int(shared.bytes))])
        }
        method(image, "inspect") { [unowned self] (image: Image, _) in
            value(.object(Inspection.image(image, in: world)))
        }
    }
}
