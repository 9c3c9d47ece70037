internal import LayArchive
internal import LayFiles
internal import LayImages

extension JSONValue {
    /// What counts one by one: there is always a next.
    static let counts = 0...(1 << 53)
    /// Numbers that may be negative and are not counted with.
    static let small = Int(Int32.min)...Int(Int32.max)

    /// The number of an int, moved into `bounds`: a state that was altered may say anything.
    func int(in bounds: ClosedRange<Int>) -> Int? {
        int.map { Int(min(max($0, Int64(bounds.lowerBound)), Int64(bounds.upperBound))) }
    }
}

/// Containers as the saved state describes them.
enum ContainerRecord {
    static func pairs(_ list: [(key: String, value: String)]) -> JSONValue {
        .array(list.map { .array([.string($0.key), .string($0.value)]) })
    }

    static func pairs(_ value: JSONValue?) -> [(key: String, value: String)] {
        (value?.array ?? []).compactMap { pair in
            guard let parts = pair.strings, parts.count == 2 else { return nil }
            return (parts[0], parts[1])
        }
    }

    /// What is saved of a container; one whose program runs is saved as ended, for programs are
    /// not saved.
    static func document(_ container: Container, clock: Int) -> JSONObject {
        var result: JSONObject = [
            "id": .string(container.id), "name": .string(container.name),
            "image": .string(container.image.id.description),
            "image_name": .string(container.imageName),
            "created": .int(Int64(container.created)),
            "number": .int(Int64(container.number)),
        ]
        for part in [document(container.settings), document(container.life, clock: clock)] {
            for (key, value) in part.entries { result[key] = value }
        }
        return result
    }

    static func container(_ document: JSONValue, _ image: Image) -> Container {
        var container = Container(
            id: document["id"]?.string ?? "", name: document["name"]?.string ?? "", image: image,
            imageName: document["image_name"]?.string ?? "", settings: settings(document))
        container.life = life(document)
        container.created = document["created"]?.int(in: Timestamp.range) ?? 0
        container.number = document["number"]?.int(in: JSONValue.counts) ?? 0
        return container
    }

    private static func strings(_ values: [String]) -> JSONValue {
        .array(values.map { .string($0) })
    }

    private static func document(_ settings: Container.Settings) -> JSONObject {
        [
            "command": strings(settings.command), "entrypoint": strings(settings.entrypoint),
            "environment": strings(settings.environment),
            "directory": .string(settings.workingDirectory), "user": .string(settings.user),
            "labels": pairs(settings.labels),
            "mounts": .array(settings.mounts.map { .object(MountRecord.document($0)) }),
            "restart": .string(settings.restartPolicy.description),
            "rm": .bool(settings.removesItself), "read_only": .bool(settings.isReadOnly),
            "hostname": .string(settings.hostname),
            "stop_signal": settings.stopSignal.map { .string($0) } ?? .null,
            "stop_timeout": settings.stopTimeout.map { .int(Int64($0)) } ?? .null,
        ]
    }

    private static func settings(_ document: JSONValue) -> Container.Settings {
        var settings = Container.Settings()
        settings.command = document["command"]?.strings ?? []
        settings.entrypoint = document["entrypoint"]?.strings ?? []
        settings.environment = document["environment"]?.strings ?? []
        settings.workingDirectory = document["directory"]?.string ?? "/"
        settings.user = document["user"]?.string ?? ""
        settings.labels = pairs(document["labels"])
        settings.mounts = (document["mounts"]?.array ?? []).map { MountRecord.mount($0) }
        settings.restartPolicy =
            (try? RestartPolicy(document["restart"]?.string ?? "no")) ?? .never
        settings.removesItself = document["rm"] == .bool(true)
        settings.isReadOnly = document["read_only"] == .bool(true)
        settings.hostname = document["hostname"]?.string ?? ""
        settings.stopSignal = document["stop_signal"]?.string
        settings.stopTimeout = document["stop_timeout"]?.int(in: 0...Int(Int32.max))
        return settings
    }

    private static func document(_ life: Container.Life, clock: Int) -> JSONObject {
        let state = life.isAlive ? Container.State.exited : life.state
        let status = life.isAlive ? 137 : life.status
        let finished = life.isAlive ? clock : life.finished
        return [
            "state": .string(state.rawValue), "status": status.map { .int(Int64($0)) } ?? .null,
            "started": life.started.map { .int(Int64($0)) } ?? .null,
            "finished": finished.map { .int(Int64($0)) } ?? .null,
            "start_error": .string(life.startError),
            "restarts": .int(Int64(life.restartCount)),
            "health": life.health.map { .object(document($0)) } ?? .null,
            "log": .string(Base64.encode(life.log)),
        ]
    }

    private static func life(_ document: JSONValue) -> Container.Life {
        var life = Container.Life()
        life.state = Container.State(rawValue: document["state"]?.string ?? "") ?? .exited
        life.status = document["status"]?.int(in: JSONValue.small)
        life.started = document["started"]?.int(in: Timestamp.range)
        life.finished = document["finished"]?.int(in: Timestamp.range)
        life.startError = document["start_error"]?.string ?? ""
        life.restartCount = document["restarts"]?.int(in: JSONValue.counts) ?? 0
        life.health = document["health"]?.object != nil ? health(document["health"]) : nil
        life.log = Base64.decode(Array((document["log"]?.string ?? "").utf8)) ?? []
        return life
    }

    private static func document(_ health: Health) -> JSONObject {
        [
            "status": .string(health.status.rawValue),
            "streak": .int(Int64(health.failingStreak)),
            "log": .array(
                health.log.map {
                    .object([
                        "time": .int(Int64($0.time)), "status": .int(Int64($0.status)),
                        "output": .string(Base64.encode(Array($0.output.utf8))),
                    ])
                }),
        ]
    }

    private static func health(_ document: JSONValue?) -> Health {
        Health(
            status: Health.Status(rawValue: document?["status"]?.string ?? "") ?? .starting,
            failingStreak: document?["streak"]?.int(in: JSONValue.counts) ?? 0,
            log: (document?["log"]?.array ?? []).map { probe in
                let output = Base64.decode(Array((probe["output"]?.string ?? "").utf8)) ?? []
                return Health.Probe(
                    time: probe["time"]?.int(in: Timestamp.range) ?? 0,
                    status: probe["status"]?.int(in: JSONValue.small) ?? 0,
                    output: String(decoding: output, as: UTF8.self))
            })
    }
}
