package import LayArchive
internal import LayFiles
internal import LayImages

/// Mounts and volumes in Docker's shape.
extension Inspection {
    /// `Mounts`: everything but what `--tmpfs` asked for.
    static func mounts(_ container: Container) -> [JSONValue] {
        container.settings.mounts.compactMap { mount in
            if case .tmpfs = mount.origin { return nil }
            return .object(object(mount))
        }
    }

    private static func object(_ mount: Mount) -> JSONObject {
        var type = "tmpfs"
        var source = ""
        switch mount.source {
        case .volume(let name): (type, source) = ("volume", "/var/lib/docker/volumes/\(name)/_data")
        case .bind(let path): (type, source) = ("bind", asked(mount) ?? path.description)
        case .tmpfs: break
        }
        var result: JSONObject = ["Type": .string(type)]
        if let name = mount.volumeName { result["Name"] = .string(name) }
        result["Source"] = .string(source)
        result["Destination"] = .string(mount.destination.description)
        if mount.volumeName != nil { result["Driver"] = .string("local") }
        result["Mode"] = .string(mount.mode)
        result["RW"] = .bool(!mount.isReadOnly)
        result["Propagation"] = .string(type == "bind" ? mount.propagation : "")
        return result
    }

    /// A bind mount's source as it was asked for, before links were followed.
    private static func asked(_ mount: Mount) -> String? {
        switch mount.origin {
        case .bind(let text): (try? VolumeArgument(text))?.source
        case .mount(let text): (try? MountArgument(text)).map { TreePath($0.source).description }
        case .tmpfs, .anonymous, .inherited: nil
        }
    }

    /// `Binds`, and `Mounts` and `Tmpfs` where there are any, of `HostConfig`.
    static func hostMounts(_ container: Container) -> JSONObject {
        var binds: [JSONValue] = []
        var mounts: [JSONValue] = []
        var tmpfs = JSONObject()
        for mount in container.settings.mounts {
            switch mount.origin {
            case .bind(let text): binds.append(.string(text))
            case .mount(let text):
                if let argument = try? MountArgument(text) {
                    mounts.append(.object(object(argument)))
                }
            case .tmpfs(let options): tmpfs[mount.destination.description] = .string(options)
            case .anonymous, .inherited: break
            }
        }
        var result: JSONObject = ["Binds": binds.isEmpty ? .null : .array(binds)]
        if !mounts.isEmpty { result["Mounts"] = .array(mounts) }
        if !tmpfs.entries.isEmpty { result["Tmpfs"] = .object(tmpfs) }
        return result
    }

    /// `Config.Volumes`: the places that an image or a `-v /path` declares.
    static func declaredVolumes(_ container: Container) -> JSONValue {
        var result = JSONObject()
        for place in container.image.config.volumes { result[place] = .object([:]) }
        for mount in container.settings.mounts where mount.origin == .anonymous {
            if !container.image.config.volumes.contains(where: { TreePath($0) == mount.destination }
            ) {
                result[mount.destination.description] = .object([:])
            }
        }
        return result.entries.isEmpty ? .null : .object(result)
    }

    /// A mount as the API takes it, without the fields that are empty.
    private static func object(_ argument: MountArgument) -> JSONObject {
        var result: JSONObject = ["Type": .string(argument.type)]
        if !argument.source.isEmpty { result["Source"] = .string(argument.source) }
        result["Target"] = .string(argument.target)
        if argument.isReadOnly { result["ReadOnly"] = .bool(true) }
        if let consistency = argument.consistency { result["Consistency"] = .string(consistency) }
        for (key, options) in [
            ("BindOptions", bindOptions(argument)), ("VolumeOptions", volumeOptions(argument)),
            ("TmpfsOptions", tmpfsOptions(argument)),
        ] where !options.entries.isEmpty {
            result[key] = .object(options)
        }
        return result
    }

    private static func bindOptions(_ argument: MountArgument) -> JSONObject {
        var result = JSONObject()
        if let propagation = argument.propagation { result["Propagation"] = .string(propagation) }
        switch argument.recursion {
        case .enabled: break
        case .disabled: result["NonRecursive"] = .bool(true)
        case .writable: result["ReadOnlyNonRecursive"] = .bool(true)
        case .readonly: result["ReadOnlyForceRecursive"] = .bool(true)
        }
        return result
    }

    private static func volumeOptions(_ argument: MountArgument) -> JSONObject {
        var result = JSONObject()
        if !argument.copies { result["NoCopy"] = .bool(true) }
        if !argument.labels.isEmpty {
            result["Labels"] = .object(object(argument.labels.map { ($0.key, $0.value) }))
        }
        if argument.type == "volume", !argument.subpath.isEmpty {
            result["Subpath"] = .string(argument.subpath)
        }
        if argument.driver != nil || !argument.options.isEmpty {
            var driver = JSONObject()
            if let name = argument.driver { driver["Name"] = .string(name) }
            if !argument.options.isEmpty {
                driver["Options"] = .object(object(argument.options.map { ($0.key, $0.value) }))
            }
            result["DriverConfig"] = .object(driver)
        }
        return result
    }

    private static func tmpfsOptions(_ argument: MountArgument) -> JSONObject {
        var result = JSONObject()
        if let size = argument.size { result["SizeBytes"] = .int(Int64(size)) }
        if let mode = argument.mode { result["Mode"] = .int(Int64(mode)) }
        return result
    }

    /// What `docker volume inspect` shows.
    package static func volume(_ volume: Volume) -> JSONObject {
        [
            "CreatedAt": .string(Timestamp.text(volume.created)), "Driver": .string(volume.driver),
            "Labels": volume.labels.isEmpty ? .null : .object(object(volume.labels)),
            "Mountpoint": .string(volume.mountpoint), "Name": .string(volume.name),
            "Options": volume.options.isEmpty ? .null : .object(object(volume.options)),
            "Scope": .string("local"),
        ]
    }
}

extension JSONObject {
    /// These entries and then those of another.
    func merging(_ other: JSONObject) -> JSONObject {
        var result = self
        for (key, value) in other.entries { result[key] = value }
        return result
    }
}
