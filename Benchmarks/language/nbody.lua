local days = 365.24
local solar = 4.0 * math.pi * math.pi

local function body(x, y, z, vx, vy, vz, mass)
    return { x = x, y = y, z = z, vx = vx, vy = vy, vz = vz, mass = mass }
end

local function make()
    return {
        body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, solar),
        body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
            0.00166007664274403694 * days, 0.00769901118419740425 * days,
            -0.0000690460016972063023 * days, 0.000954791938424326609 * solar),
        body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
            -0.00276742510726411157 * days, 0.00499852801234917238 * days,
            0.0000230417297573763929 * days, 0.000285885980666130812 * solar),
        body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
            0.00296460137564761618 * days, 0.00237847173959480950 * days,
            -0.0000296589568540237556 * days, 0.0000436624404335156298 * solar),
        body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
            0.00268067772490389322 * days, 0.00162824170038242295 * days,
            -0.0000951592254519715870 * days, 0.0000515138902046611451 * solar),
    }
end

local function advance(bodies, rounds, step)
    local count = #bodies
    for round = 1, rounds do
        for i = 1, count do
            local a = bodies[i]
            local ax, ay, az, mass = a.x, a.y, a.z, a.mass
            local vx, vy, vz = a.vx, a.vy, a.vz
            for j = i + 1, count do
                local b = bodies[j]
                local dx, dy, dz = ax - b.x, ay - b.y, az - b.z
                local square = dx * dx + dy * dy + dz * dz
                local factor = step / (square * math.sqrt(square))
                local other = b.mass * factor
                vx = vx - dx * other
                vy = vy - dy * other
                vz = vz - dz * other
                local own = mass * factor
                b.vx = b.vx + dx * own
                b.vy = b.vy + dy * own
                b.vz = b.vz + dz * own
            end
            a.vx = vx
            a.vy = vy
            a.vz = vz
            a.x = ax + step * vx
            a.y = ay + step * vy
            a.z = az + step * vz
        end
    end
    return bodies
end

local function round(x) return math.floor(x + 0.5) end
local last = advance(make(), 150000, 0.01)
print(round(last[1].x * 1000000) .. " " .. round(last[2].x * 1000000) .. " " .. round(last[5].y * 1000000))
